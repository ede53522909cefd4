import { expect, it } from 'vitest';
import { fusedModels, informationOfScores } from '../../../src/renderer/datasets/complementarity';
import type { ModelDescription } from '../../../src/shared/models/model-description';
import { importedRecipe } from '../../../src/shared/recipe/recipe';
import { syntheticRun } from '../../analysis/synthetic-run';

const { models } = syntheticRun({ count: 20 });
const isFused = ({ spec }: ModelDescription): boolean => Object.keys(spec.recipe.encoders).length > 1;
const hash = models[0].datasetHash;

it('a fused model is told apart by the baselines with its encoders and head, on the same data', () => {
  const found = fusedModels(models, hash);
  expect(found.length).toBe(models.filter(isFused).length);
  const [{ model, baselines, complete }] = found;
  expect(complete).toBe(true);
  for (const { modality, model: own } of baselines) {
    expect(own?.spec.recipe.encoders).toEqual({ [modality]: model.spec.recipe.encoders[modality] });
  }
  expect(fusedModels(models, 'f'.repeat(64))).toEqual([]);
  const pixels = models.map((model) => ({
    ...model,
    spec: { ...model.spec, recipe: { ...model.spec.recipe, head: { name: 'pixels' as const, filters: 4 } } },
  }));
  expect(fusedModels(pixels, hash)).toEqual([]);
  const lacking = models.filter(({ id }) => id !== baselines[0].model?.id);
  expect(fusedModels(lacking, hash).every((one) => !one.complete)).toBe(true);
});

it('a model that was made elsewhere has no baselines, and tells no modalities apart', () => {
  const [one] = models.filter(isFused);
  const made = {
    ...one,
    id: 'e'.repeat(64),
    spec: { ...one.spec, recipe: importedRecipe('e'.repeat(64), Object.keys(one.modalities)) },
  };
  expect(fusedModels([made], hash)).toEqual([]);
  expect(fusedModels([made, ...models], hash)).toEqual(fusedModels(models, hash));
});

it('two modalities that say the label only together have a complementarity of 2', () => {
  const guess = {
    confusion: [
      [5, 5],
      [5, 5],
    ],
    crossEntropy: Math.LN2,
  };
  const sure = {
    confusion: [
      [10, 0],
      [0, 10],
    ],
    crossEntropy: 0,
  };
  expect(informationOfScores(sure, { image: guess, text: guess })).toEqual({
    joint: 1,
    given: { image: 1, text: 1 },
    complementarity: 2,
  });
  expect(informationOfScores(sure, { image: sure, text: guess })?.complementarity).toBe(1);
  expect(informationOfScores(guess, { image: guess, text: guess })).toBeNull();
});
