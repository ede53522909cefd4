import { expect, it } from 'vitest';
import { EqualContent } from '../../../../src/engine/data/importers/mapped/equal-content';
import type { Split } from '../../../../src/shared/data/split';

it('content that two splits share is told once, whichever of the two comes first', () => {
  const equal = new EqualContent();
  const rows: readonly (readonly [string, Split, number])[] = [
    ['a', 'train', 1],
    ['b', 'test', 1],
    ['c', 'test', 2],
    ['d', 'train', 2],
    ['e', 'train', 2],
    ['f', 'validation', 3],
    ['g', 'validation', 3],
    ['h', 'test', 4],
    ['i', 'validation', 1],
    ['j', 'test', 1],
  ];
  for (const [id, split, value] of rows) equal.add(id, split, { x: Float32Array.of(value) });
  expect(equal.count).toBe(4);
  expect(equal.remarks).toEqual([
    '3 samples of the test split are equal, in all inputs, to some of the training split, such as "a" and "b".',
    '1 sample of the validation split is equal, in all inputs, to some of the training split, such as "a" and "i".',
    '2 samples of the test split are equal, in all inputs, to some of the validation split, such as "i" and "b".',
    '1 sample of the training split is equal, in all inputs, to others of it, such as "d" and "e".',
    '1 sample of the validation split is equal, in all inputs, to others of it, such as "f" and "g".',
    '1 sample of the test split is equal, in all inputs, to others of it, such as "b" and "j".',
  ]);
});

it('content is not equal where the same bytes are shared out otherwise among the inputs', () => {
  const equal = new EqualContent();
  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
  equal.add('a', 'train', { x: bytes(1, 2), y: bytes(3) });
  equal.add('b', 'test', { x: bytes(1), y: bytes(2, 3) });
  expect(equal.count).toBe(2);
  expect(equal.remarks).toEqual([]);
});
