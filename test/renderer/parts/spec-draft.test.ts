import { describe, expect, test } from 'vitest';
import {
  draftOf,
  draftProblems,
  draftTitle,
  encoderNamed,
  isLike,
  recipeFrom,
  SpecDraft,
  startingDraft,
} from '../../../src/renderer/parts/spec-draft';
import { encoderChoices } from '../../../src/renderer/parts/catalogue';
import { typedList } from '../../../src/renderer/parts/field-text';
import { problemAt } from '../../../src/renderer/parts/problems';
import type { ImageSpec, TextSpec } from '../../../src/shared/data/modality';
import { parse } from '../../../src/shared/parse';
import { ModelSpec } from '../../../src/shared/models/model-spec';

const image: ImageSpec = { kind: 'image', height: 32, width: 32, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] };
const text: TextSpec = { kind: 'text', maxWords: 8 };
const draft = startingDraft('caption-match', { image, text });

test('the first draft is right, and a trained model gives it back', () => {
  expect(draftProblems(draft)).toEqual([]);
  const spec = parse(ModelSpec, draft, '');
  expect(parse(ModelSpec, draftOf(spec), '')).toEqual(spec);
});

test('every field begins with its default shown, those of groups too', () => {
  expect({ method: 'joint', ...draft.training }).toEqual(parse(ModelSpec, { ...draft, training: {} }, '').training);
});

test('a modality offers the encoders that read it, at sizes that fit it', () => {
  expect(encoderChoices(text).map(({ name }) => name)).toEqual(['mean-words', 'word-transformer']);
  expect(encoderNamed('patch-tokens', 'image', image)).toMatchObject({ patch: 8, width: 64 });
});

test('what is wrong stands at its field', () => {
  const cnn = { ...draft.recipe.encoders.image, channels: typedList('8, x'), width: 'wide' };
  const wrong = { ...draft, recipe: { ...draft.recipe, encoders: { ...draft.recipe.encoders, image: cnn } } };
  const problems = draftProblems(wrong);
  expect(problemAt(problems, 'recipe.encoders.image.channels')).toContain('"x"');
  expect(problemAt(problems, 'recipe.encoders.image.width')).toContain('number');
  expect(problemAt(problems, 'recipe.encoders.text.width')).toBeUndefined();
});

test('what was typed, right or wrong, is read again as it was kept', () => {
  const wrong = { ...draft, seed: '', training: { ...draft.training, epochs: 'many' } };
  expect(SpecDraft.parse(JSON.parse(JSON.stringify(wrong)))).toEqual(wrong);
  expect(SpecDraft.safeParse({ ...draft, recipe: null }).success).toBe(false);
  expect(draftTitle(draft)).toBe('concat (cnn + mean-words, mlp)');
  const { image: seen } = draft.recipe.encoders;
  expect(draftTitle({ ...draft, recipe: { ...draft.recipe, encoders: { image: seen } } })).toBe('image (cnn, mlp)');
});

describe('recipes of the gallery', () => {
  test('are like a draft of the same parts, whatever its fields', () => {
    const recipe = recipeFrom({ image, text }, { fusion: 'product' });
    const wider = { ...recipe, fusion: { ...recipe.fusion, width: 7 } };
    expect(isLike(wider, recipe)).toBe(true);
    expect(isLike(recipeFrom({ image, text }, { fusion: 'late' }), recipe)).toBe(false);
  });

  test('of one modality are like each other under any fusion', () => {
    expect(isLike(recipeFrom({ image }, { fusion: 'late' }), recipeFrom({ image }, { fusion: 'concat' }))).toBe(true);
  });
});
