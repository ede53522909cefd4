import { expect, it } from 'vitest';
import { importedFaults } from '../../../src/engine/study/imported-faults';
import type { DatasetManifest } from '../../../src/shared/data/dataset';
import { blackBoxGives, type ImportedModel } from '../../../src/shared/imported/imported-model';
import type { ModelDescription } from '../../../src/shared/models/model-description';
import { importedPlan } from '../../../src/shared/planning/imported-plan';
import { importedRecipe } from '../../../src/shared/recipe/recipe';

const id = 'a'.repeat(64);
const modalities: ModelDescription['modalities'] = {
  image: { kind: 'image', height: 8, width: 8, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] },
  sound: { kind: 'audio', height: 8, width: 8, channels: 1, mean: [0], std: [1] } as never,
  text: { kind: 'text', maxWords: 6 },
};
const made = (gives: ImportedModel['gives'], reads: readonly string[]) =>
  ({
    title: 'Day 1',
    modalities,
    spec: { dataset: 'memes', recipe: importedRecipe(id, reads) },
    imported: { gives, embedded: [], worded: [] },
  }) as unknown as ModelDescription;

it('a study of an imported model has attacks that are possible with it, on what it reads', () => {
  const gives = [...blackBoxGives];
  const plan = importedPlan(made(gives, ['image', 'text']), 20);
  expect(plan.subjects).toMatchObject([{ name: 'Day 1', recipe: importedRecipe(id, ['image', 'text']) }]);
  expect(plan.data.selection.count).toBe(20);
  expect(plan.attacks.map(({ name }) => name)).toEqual([
    'decoupling',
    'decoupling',
    'decoupling',
    'square',
    'misspell',
  ]);
  expect(plan.attacks[0]).toMatchObject({ modalities: ['image', 'text'], criterion: { name: 'score-drop' } });
  const known = { [id]: { gives, embedded: [], worded: [] } as unknown as ImportedModel };
  expect(importedFaults(plan, { modalities } as unknown as DatasetManifest, known)).toEqual([]);
});

it('gradients are followed where there are some; a model without a text has no words changed', () => {
  const plan = importedPlan(made([...blackBoxGives, 'gradients'], ['image']), 500);
  expect(plan.attacks.map(({ name }) => name)).toEqual(['decoupling', 'pgd']);
  expect(plan.data.selection.count).toBe(50);
});
