import { describe, expect, test } from 'vitest';
import { LabError } from '../../../src/shared/errors';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import { parse } from '../../../src/shared/parse';
import { ModelSpec } from '../../../src/shared/models/model-spec';
import { Recipe } from '../../../src/shared/recipe/recipe';
import { baselinesOf } from '../../../src/shared/models/baseline';
import { checkRecipe } from '../../../src/engine/models/recipe-check';
import { titleOf } from '../../../src/engine/models/title';

const modalities: ModalitySpecs = {
  image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0], std: [1] },
  text: { kind: 'text', maxWords: 12 },
};

const cnn = { name: 'cnn' };
const words = { name: 'mean-words' };

const cases: readonly { readonly what: string; readonly recipe: unknown; readonly error: string }[] = [
  {
    what: 'a modality that the data do not have',
    recipe: { encoders: { sound: words }, fusion: { name: 'concat' } },
    error: 'recipe.encoders.sound: is not a modality of the data set. Give one of "image", "text".',
  },
  {
    what: 'a text encoder for an image',
    recipe: { encoders: { image: words }, fusion: { name: 'concat' } },
    error:
      'recipe.encoders.image.name: is "mean-words", which does not read image such as "image". Give one of "cnn", "patch-tokens", "residual-cnn".',
  },
  {
    what: 'an image encoder for text',
    recipe: { encoders: { image: cnn, text: cnn }, fusion: { name: 'concat' } },
    error:
      'recipe.encoders.text.name: is "cnn", which does not read text such as "text". Give one of "mean-words", "word-transformer".',
  },
  {
    what: 'heads that do not divide the width',
    recipe: { encoders: { text: { name: 'word-transformer', width: 12, heads: 5 } }, fusion: { name: 'concat' } },
    error: 'recipe.encoders.text.heads: is 5, which does not divide the width 12. Give one of 1, 2, 3, 4, 6, 12.',
  },
  {
    what: 'heads of a fusion',
    recipe: { encoders: { text: words }, fusion: { name: 'token-transformer', width: 9, heads: 2 } },
    error: 'recipe.fusion.heads: is 2, which does not divide the width 9. Give one of 1, 3, 9.',
  },
  {
    what: 'a width that groups cannot share',
    recipe: { encoders: { text: words }, fusion: { name: 'deq', width: 30 } },
    error: 'recipe.fusion.width: is 30, which 4 groups cannot share. Give a multiple of 4, such as 28.',
  },
  {
    what: 'a hidden layer without room for orthogonal classes',
    recipe: { encoders: { text: words }, fusion: { name: 'crmt' }, head: { name: 'mlp', hidden: 10 } },
    error: 'recipe.head.hidden: is 10, which has no room for 10 orthogonal classes, as "crmt" needs. Give 11 or more.',
  },
  {
    what: 'an encoding without room for orthogonal classes',
    recipe: {
      encoders: { image: cnn, text: { ...words, width: 8 } },
      fusion: { name: 'crmt' },
      head: { name: 'linear' },
    },
    error:
      'recipe.encoders.text.width: is 8, which has no room for 10 orthogonal classes, as "crmt" needs. Give 11 or more.',
  },
  {
    what: 'two hidden layers before orthogonal classes',
    recipe: { encoders: { image: cnn, text: words }, fusion: { name: 'crmt' }, head: { name: 'deep' } },
    error:
      'recipe.head.name: is "deep", but "crmt" reads encodings by one hidden layer at most. Give "linear" or "mlp".',
  },
  {
    what: 'encodings of two widths before a linear head that they share',
    recipe: {
      encoders: { image: { ...cnn, width: 16 }, text: { ...words, width: 8 } },
      fusion: { name: 'mla' },
      head: { name: 'linear' },
    },
    error:
      'recipe.encoders.text.width: is 8 where that of "image" is 16, which a linear head cannot share, as "mla" has it. Give 16, or the head "mlp", whose hidden layer brings all to one width.',
  },
  {
    what: 'encodings of two widths whose angle is asked for',
    recipe: {
      encoders: { image: { ...cnn, width: 16 }, text: { ...words, width: 8 } },
      fusion: { name: 'unis-mmc' },
    },
    error:
      'recipe.encoders.text.width: is 8 where that of "image" is 16, between which there is no angle, as the contrast of "unis-mmc" asks for. Give 16, or "contrast" 0.',
  },
  {
    what: 'a contrast of inputs that have no answer of their own',
    recipe: { encoders: { image: cnn, text: words }, fusion: { name: 'unis-mmc', unimodal: false } },
    error:
      'recipe.fusion.unimodal: is false, but the contrast asks which inputs are right by themselves. Give true, or "contrast" 0.',
  },
  {
    what: 'a patch that does not divide the side',
    recipe: { encoders: { image: { name: 'patch-tokens', patch: 5 } }, fusion: { name: 'concat' } },
    error:
      'recipe.encoders.image.patch: is 5, which does not divide the image’s 28×28 pixels. Give one of 1, 2, 4, 7, 14, 28.',
  },
  {
    what: 'more poolings than the image has pixels for',
    recipe: { encoders: { image: { name: 'cnn', channels: [2, 2, 2, 2, 2] } }, fusion: { name: 'concat' } },
    error:
      'recipe.encoders.image.channels: has 5 entries, each of which halves the image’s 28×28 pixels: nothing is left. Give at most 4 entries.',
  },
];

describe('a recipe that does not fit', () => {
  test.each(cases)('$what', ({ recipe, error }) => {
    const parsed = parse(Recipe, recipe, 'recipe');
    let thrown: unknown = null;
    try {
      checkRecipe(parsed, modalities, { classes: 10 });
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toBeInstanceOf(LabError);
    expect((thrown as LabError).code).toBe('invalid');
    expect((thrown as LabError).toString()).toBe(error);
  });
});

test('a recipe that fits, and one that uses a part of the modalities', () => {
  for (const encoders of [{ image: cnn, text: words }, { image: cnn }, { text: words }]) {
    checkRecipe(parse(Recipe, { encoders, fusion: { name: 'product' } }, 'recipe'), modalities, { classes: 10 });
  }
});

test('titles', () => {
  const spec = parse(
    ModelSpec,
    { dataset: 'd', recipe: { encoders: { text: words, image: cnn }, fusion: { name: 'product' } }, seed: 4 },
    'spec',
  );
  expect(titleOf(spec)).toBe('product (cnn + mean-words, mlp) · seed 4');
  const [{ recipe }] = baselinesOf(spec.recipe);
  expect(titleOf({ ...spec, recipe, seed: 0 })).toBe('image (cnn, mlp) · seed 0');
  const [ensemble, adapters] = (['ensemble', 'adapters'] as const).map((method) =>
    titleOf({ ...spec, training: { ...spec.training, method } }),
  );
  expect(ensemble).toBe('product (cnn + mean-words, mlp), ensemble · seed 4');
  expect(adapters).toBe('product (cnn + mean-words, mlp), adapters of rank 4 · seed 4');
});
