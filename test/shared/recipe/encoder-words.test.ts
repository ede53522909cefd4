import { expect, it } from 'vitest';
import { encodersFor } from '../../../src/shared/recipe/encoder-reads';
import { wordVectorLength } from '../../../src/shared/recipe/encoder-words';
import { EncoderChoice } from '../../../src/shared/recipe/encoders';

it('encoders of text have vectors of words, and no others', () => {
  const names = EncoderChoice.options.map(({ shape }) => shape.name.value);
  const having = names.filter((name) => wordVectorLength(EncoderChoice.parse({ name })) !== null);
  expect(having.sort()).toEqual([...encodersFor('text')].sort());
  expect(wordVectorLength(EncoderChoice.parse({ name: 'mean-words', embedding: 24 }))).toBe(24);
  expect(wordVectorLength(EncoderChoice.parse({ name: 'word-transformer', width: 32 }))).toBe(32);
});
