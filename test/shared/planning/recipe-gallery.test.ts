import { expect, it } from 'vitest';
import type { ModalitySpecs, SkeletonSpec } from '../../../src/shared/data/modality';
import { recipeDraft } from '../../../src/shared/planning/recipe-draft';
import { recipeGallery } from '../../../src/shared/planning/recipe-gallery';
import { streamsTraining } from '../../../src/shared/planning/streams-plan';
import { ModelSpec } from '../../../src/shared/models/model-spec';
import { Recipe } from '../../../src/shared/recipe/recipe';
import { FusionChoice } from '../../../src/shared/recipe/fusions';

const image: ModalitySpecs = {
  image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0.3], std: [0.3] },
};
const both: ModalitySpecs = { ...image, text: { kind: 'text', maxWords: 9 } };

const ranges = ['x', 'y'].map((name) => ({ name, low: 0, high: 1 }));
const loose: SkeletonSpec = {
  kind: 'skeleton',
  joints: ['hip', 'head'],
  steps: 8,
  coordinates: ranges,
  mean: [0.5, 0.5],
  std: [0.2, 0.2],
};
const pose: SkeletonSpec = { ...loose, parents: [0, 0] };

it('has every fusion of the catalogue, then every modality alone; each is a recipe', () => {
  const gallery = recipeGallery(both);
  const fusions = FusionChoice.options.map(({ shape }) => shape.name.value);
  expect(gallery.map(({ name }) => name)).toEqual([...fusions, 'adapters', 'image', 'text']);
  for (const { modalities, parts } of gallery) {
    const recipe = Recipe.parse(recipeDraft(modalities, parts));
    expect(Object.keys(recipe.encoders)).toEqual(Object.keys(modalities));
  }
});

it('trains as its name says where the default would not', () => {
  const trained = recipeGallery({ ...both, pose }).filter(({ training }) => Object.keys(training).length > 0);
  expect(trained.map(({ name, training }) => [name, training])).toEqual([
    ['mla', { method: 'alternating' }],
    ['adapters', { method: 'adapters' }],
    ['umurl', { ...streamsTraining, pretraining: { epochs: 120 } }],
  ]);
  for (const { modalities, parts, training } of trained) {
    const spec = { dataset: 'd', recipe: recipeDraft(modalities, parts), training, seed: 0 };
    expect(ModelSpec.safeParse(spec).error).toBeUndefined();
    expect(parts.head).toBe('linear');
  }
  // Without bones there is none to derive.
  expect(recipeGallery({ pose: loose }).map(({ name }) => name)).toEqual(['pose']);
});

it('joins tokens of encoders that keep them', () => {
  const tokens = recipeGallery(both).find(({ name }) => name === 'token-transformer');
  expect(tokens?.parts.encoders).toEqual({ image: 'patch-tokens', text: 'word-transformer' });
});

it('of one modality there is nothing to fuse', () => {
  expect(recipeGallery(image).map(({ name }) => name)).toEqual(['image']);
});
