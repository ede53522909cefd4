import { expect, test } from 'vitest';
import { answerShares } from '../../src/analysis/answer-shares';
import { truthName, type Target } from '../../src/shared/data/target';

const classes = ['car', 'tree'];
const value: Target = { kind: 'value', unit: 'points', range: [0, 10], tolerance: 1 };

test('of one class the probabilities add up to 1, and one is the label', () => {
  const shares = answerShares({ classes }, [0, Math.log(3)], 1)!;
  expect(shares.map(({ name, isLabel }) => [name, isLabel])).toEqual([
    ['car', false],
    ['tree', true],
  ]);
  expect(shares.map(({ share }) => share)).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
});

test('of a set each label has its own, and several may hold', () => {
  const data = { classes, target: { kind: 'labels' } } as const;
  const shares = answerShares(data, [0, Math.log(3)], 3)!;
  expect(shares.map(({ share, isLabel }) => [share, isLabel])).toEqual([
    [0.5, true],
    [expect.closeTo(0.75, 12), true],
  ]);
  expect(truthName(data, { label: 3 })).toBe('car + tree');
  expect(truthName(data, { label: 0 })).toBe('none');
});

test('a value has none, and is named itself', () => {
  expect(answerShares({ classes: ['sum'], target: value }, [4.2], 0)).toBeNull();
  expect(truthName({ classes: ['sum'], target: value }, { label: 0, value: 7 })).toBe('7 points');
});
