import { expect, it } from 'vitest';
import { blackBoxGives, type ImportedModel } from '../../../src/shared/imported/imported-model';
import { parsePlan } from '../../../src/shared/plan/plan-file';
import { modelsPlan, type PlannedModel } from '../../../src/shared/planning/models-plan';
import { recipeDraft } from '../../../src/shared/planning/recipe-draft';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import { ModelSpec } from '../../../src/shared/models/model-spec';
import { importedRecipe } from '../../../src/shared/recipe/recipe';

const modalities: ModalitySpecs = {
  image: { kind: 'image', height: 8, width: 8, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] },
  text: { kind: 'text', maxWords: 6 },
};
const data = { name: 'memes', modalities, splits: { test: 30 } };
const usual = { attacks: null, samples: 200, seeds: null };

function trained(fusion: string, seed: number, changes: Partial<ModelSpec> = {}): PlannedModel {
  const spec = ModelSpec.parse({ dataset: 'memes', recipe: recipeDraft(modalities, { fusion }), seed, ...changes });
  return { title: `${fusion} (cnn + mean-words, mlp) · seed ${String(seed)}`, spec };
}

function imported(title: string, reads: readonly string[], gives: ImportedModel['gives']): PlannedModel {
  const spec = ModelSpec.parse({ dataset: 'memes', recipe: importedRecipe('a'.repeat(64), reads) });
  return { title, spec, imported: { gives, embedded: [], worded: [] } as unknown as ImportedModel };
}

const planned = (models: readonly PlannedModel[], changes: Partial<Parameters<typeof modelsPlan>[2]> = {}) =>
  parsePlan(modelsPlan(data, models, { ...usual, ...changes }), 'plan');

it('takes models that were trained here with their recipe, their training and their seeds', () => {
  const longer = { training: { epochs: 3 } } as Partial<ModelSpec>;
  const plan = planned([trained('concat', 3), trained('product', 1, longer), trained('concat', 1)]);
  expect(plan.subjects.map(({ name }) => name)).toEqual([
    'concat (cnn + mean-words, mlp)',
    'product (cnn + mean-words, mlp)',
  ]);
  expect(plan.subjects[1].training.epochs).toBe(3);
  expect(plan.seeds).toEqual([1, 3]);
  expect(plan.data).toMatchObject({ dataset: 'memes', selection: { split: 'test', count: 30 } });
  expect(new Set(plan.attacks.map(({ name }) => name))).toEqual(new Set(['decoupling', 'pgd', 'hotflip']));
});

it('numbers models of one name that are not trained alike', () => {
  const plan = planned([trained('late', 0), trained('late', 0, { training: { epochs: 3 } } as Partial<ModelSpec>)]);
  expect(plan.subjects.map(({ name }) => name)).toEqual([
    'late (cnn + mean-words, mlp)',
    'late (cnn + mean-words, mlp) 2',
  ]);
});

it('begins with attacks that all models can be put to, on what all of them read', () => {
  const black = imported('Dusk · seed 0', ['image'], [...blackBoxGives]);
  const plan = planned([trained('concat', 0), black], { name: 'Side by side' });
  expect(plan.name).toBe('Side by side');
  expect(plan.subjects[1]).toMatchObject({ name: 'Dusk · seed 0', recipe: black.spec.recipe });
  expect(plan.attacks).toMatchObject([
    { name: 'decoupling', modalities: ['image'] },
    { name: 'square', budgets: [{}, {}, {}] },
  ]);
  for (const attack of plan.attacks) {
    for (const budget of 'budgets' in attack ? attack.budgets : []) expect(Object.keys(budget)).toEqual(['image']);
  }
});

it('takes weights that were brought, by their hash', () => {
  const hash = 'b'.repeat(64);
  const brought = { ...trained('concat', 0, { brought: hash }), brought: {} as PlannedModel['brought'] };
  expect(planned([brought]).subjects).toMatchObject([{ brought: hash }]);
});

it('says which attack cannot be made on which model, and which can', () => {
  const black = imported('Dusk', ['image'], [...blackBoxGives]);
  expect(() => planned([trained('concat', 0), black], { attacks: ['decoupling', 'pgd'] })).toThrow(
    'names pgd, which needs gradients, which an imported model does not give (“Dusk”).',
  );
  expect(() => planned([black], { attacks: ['misspell'] })).toThrow(
    'needs words to change, and the model reads no text',
  );
  const told = 'names transfer, which is made on a model whose gradients are known, and there is none.';
  expect(() => planned([black], { attacks: ['transfer'] })).toThrow(told);
  const beside = planned([black, trained('concat', 0)], { attacks: ['transfer'] });
  expect(beside.attacks[0]).toMatchObject({ source: 'concat (cnn + mean-words, mlp)' });
  const blind = trained('concat', 0, {
    recipe: recipeDraft({ image: modalities.image }, { fusion: 'concat' }),
  } as never);
  expect(() => planned([blind], { attacks: ['hotflip'] })).toThrow(
    'hotflip, which needs words to change, and there is no text.',
  );
  expect(planned([black], { attacks: ['square'] }).attacks.map(({ name }) => name)).toEqual(['square']);
});

it('says that no seed makes another of a model that was made elsewhere', () => {
  const black = imported('Dusk', ['image'], [...blackBoxGives]);
  const told = 'would be 0, 1, but “Dusk” was made elsewhere, and no seed makes another of it.';
  expect(() => planned([trained('concat', 0), trained('concat', 1), black])).toThrow(told);
  expect(() => planned([black], { seeds: [0, 1] })).toThrow(told);
  expect(planned([trained('concat', 1), black]).seeds).toEqual([1]);
});
