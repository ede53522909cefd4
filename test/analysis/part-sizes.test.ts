import { expect, test } from 'vitest';
import { partSizesOf } from '../../src/analysis/part-sizes';
import type { PartSizes } from '../../src/shared/models/part-sizes';
import type { FusionChoice } from '../../src/shared/recipe/fusions';
import { syntheticRun } from './synthetic-run';

const { spec } = syntheticRun().models[0];
const sizesOf = (fusion: FusionChoice, parts?: PartSizes) =>
  partSizesOf({ spec: { ...spec, recipe: { ...spec.recipe, fusion } }, parts });
const parts = { encoders: { image: 40, text: 30 }, fusion: 0, head: 7 };

test('parts stand in the order that a sample passes them', () => {
  expect(sizesOf({ name: 'concat' }, parts)).toEqual([
    { part: 'encoder', modality: 'image', weights: 40 },
    { part: 'encoder', modality: 'text', weights: 30 },
    { part: 'fusion', weights: 0 },
    { part: 'head', weights: 7 },
  ]);
});

test('no head follows where decisions are fused, and one modality has nothing to join', () => {
  const named = (sizes: ReturnType<typeof sizesOf>) => sizes?.map(({ part }) => part);
  const alone = { ...parts, encoders: { image: 40 } };
  expect(named(sizesOf({ name: 'late', together: 'mean', separate: false }, { ...parts, fusion: 9, head: 0 }))).toEqual(
    ['encoder', 'encoder', 'fusion'],
  );
  expect(named(sizesOf({ name: 'concat' }, alone))).toEqual(['encoder', 'head']);
  // The head of a single modality is the fusion's all the same, and its weights are not passed over.
  expect(named(sizesOf({ name: 'late', together: 'mean', separate: false }, { ...alone, fusion: 9, head: 0 }))).toEqual(
    ['encoder', 'fusion'],
  );
});

test('of a model from before they were counted nothing is said', () => {
  expect(sizesOf({ name: 'concat' })).toBeNull();
});
