import { FusionChoice } from '../../../src/shared/recipe/fusions';
import { expect, test } from 'vitest';
import { networkOf } from '../../../src/engine/models/network';
import { countOf } from '../../../src/engine/models/parameters';
import { partSizes } from '../../../src/engine/models/part-sizes';
import type { EncoderChoice } from '../../../src/shared/recipe/encoders';
import { CLASSES, combinations, linear, mlp, modalities, vocabulary } from './tiny';

const cnn: EncoderChoice = { name: 'cnn', channels: [3, 4], width: 5 };
const meanWords: EncoderChoice = { name: 'mean-words', embedding: 4, width: 6 };

test('the parts of a small recipe are as large as counted by hand', () => {
  const network = networkOf(
    { encoders: { image: cnn, text: meanWords }, fusion: { name: 'gated', width: 4 }, head: mlp },
    modalities,
    CLASSES,
    vocabulary,
  );
  expect(partSizes(network)).toEqual({
    encoders: {
      // 3×3 filters with a bias each, of 1 channel to 3 and of 3 to 4; 4×4 pixels halved twice are 1 cell of 4, to 5.
      image: 9 * 1 * 3 + 3 + (9 * 3 * 4 + 4) + (4 * 5 + 5),
      // 6 words of 4, then 4 to 6.
      text: 6 * 4 + (4 * 6 + 6),
    },
    // Of each modality a value, 5 or 6 to 4, and a gate that sees both, 11 to 4.
    fusion: 5 * 4 + 4 + (6 * 4 + 4) + 2 * (11 * 4 + 4),
    // 4 to 5, then 5 to the 3 classes.
    head: 4 * 5 + 5 + (5 * 3 + 3),
  });
});

test('a fusion of decisions counts with its heads, and a rule that nothing trains counts nothing', () => {
  const sizes = (name: 'late' | 'concat') =>
    partSizes(
      networkOf(
        { encoders: { image: cnn, text: meanWords }, fusion: FusionChoice.parse({ name }), head: linear },
        modalities,
        CLASSES,
        vocabulary,
      ),
    );
  expect(sizes('late')).toMatchObject({ fusion: 5 * 3 + 3 + (6 * 3 + 3), head: 0 });
  expect(sizes('concat')).toMatchObject({ fusion: 0, head: 11 * 3 + 3 });
});

test.each(combinations)('$title: the parts are all that there is', ({ recipe }) => {
  const network = networkOf(recipe, modalities, CLASSES, vocabulary);
  const { encoders, fusion, head } = partSizes(network);
  const all = [...Object.values(encoders), fusion, head].reduce((sum, weights) => sum + weights, 0);
  expect(all).toBe(countOf(network.parameters));
});
