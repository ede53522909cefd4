import { expect, it } from 'vitest';
import type { ModalitySpecs } from '../../../src/shared/modality';
import { recipeDraft } from '../../../src/shared/planning/recipe-draft';
import { recipeGallery } from '../../../src/shared/planning/recipe-gallery';
import { Recipe } from '../../../src/shared/recipe';
import { FusionChoice } from '../../../src/shared/recipe/fusions';

const image: ModalitySpecs = {
  image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0.3], std: [0.3] },
};
const both: ModalitySpecs = { ...image, text: { kind: 'text', maxWords: 9 } };

it('has every fusion of the catalogue, then every modality alone; each is a recipe', () => {
  const gallery = recipeGallery(both);
  const fusions = FusionChoice.options.map(({ shape }) => shape.name.value);
  expect(gallery.map(({ name }) => name)).toEqual([...fusions, 'image', 'text']);
  for (const { modalities, parts } of gallery) {
    const recipe = Recipe.parse(recipeDraft(modalities, parts));
    expect(Object.keys(recipe.encoders)).toEqual(Object.keys(modalities));
  }
});

it('joins tokens of encoders that keep them', () => {
  const tokens = recipeGallery(both).find(({ name }) => name === 'token-transformer');
  expect(tokens?.parts.encoders).toEqual({ image: 'patch-tokens', text: 'word-transformer' });
});

it('of one modality there is nothing to fuse', () => {
  expect(recipeGallery(image).map(({ name }) => name)).toEqual(['image']);
});
