import { expect, test } from 'vitest';
import { emptyHistory, standingsOf, withLosses } from '../../../src/engine/training/loss-history';

const rows = [7, 3, 11];

test('stands between the least and the most that any training sample has lost, per modality', () => {
  const first = withLosses(emptyHistory(rows, 2), [3, 7], [1, 2, 3, 4]);
  const history = withLosses(first, [11, 7], [2, 8, 1, 0]);
  // Sums: row 7 has lost 4 and 4, row 3 1 and 2, row 11 2 and 8.
  expect([...standingsOf(history, [3, 7, 11])]).toEqual([0, 0, 1, 2 / 6, 1 / 3, 1].map((value) => Math.fround(value)));
});

test('ranks nothing where all have lost alike', () => {
  expect([...standingsOf(emptyHistory(rows, 2), [3, 7])]).toEqual([0, 0, 0, 0]);
});

test('leaves the history given as it was, and knows training rows only', () => {
  const empty = emptyHistory(rows, 1);
  withLosses(empty, [3], [1]);
  expect([...empty.sums]).toEqual([0, 0, 0]);
  expect(() => withLosses(empty, [4], [1])).toThrow('Row 4');
});
