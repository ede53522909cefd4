import { expect, test } from 'vitest';
import { MASK_WORD } from '../../../src/engine/modalities/modality';
import { lookup, UNKNOWN, vocabularyOf } from '../../../src/engine/models/vocabulary';

test('words by frequency, ties by code units, lower-cased, after the reserved ones', () => {
  const vocabulary = vocabularyOf([
    ['Red', 'shirt'],
    ['red', 'coat'],
    ['RED', '<unknown>'],
  ]);
  expect(vocabulary).toEqual(['<padding>', '<unknown>', 'red', '<unknown>', 'coat', 'shirt']);
  // A word that looks like a reserved name is a word of its own.
  expect(lookup(vocabulary)([['<unknown>']], 1).ids[0]).toBe(3);
});

test('looks up, pads, cuts off; unseen and mask words are unknown', () => {
  const words = lookup(vocabularyOf([['red', 'shirt', 'red']]));
  const { ids, mask } = words([['SHIRT', 'unseen', MASK_WORD], [], ['red', 'red', 'red', 'red']], 3);
  expect([...ids]).toEqual([3, UNKNOWN, UNKNOWN, 0, 0, 0, 2, 2, 2]);
  expect([...mask]).toEqual([1, 1, 1, 0, 0, 0, 1, 1, 1]);
});
