import { describe, expect, it } from 'vitest';
import { bestConstant } from '../../src/analysis/data-analysis';
import { f1ByLabel, labelScores, macroF1, microF1 } from '../../src/analysis/measures/label-scores';
import { valueScores } from '../../src/analysis/measures/value-scores';
import { answerName, groupsOf, setCode, valueCode, type ValueTarget } from '../../src/shared/data/target';

const value: ValueTarget = { kind: 'value', unit: 'm', range: [0, 10], tolerance: 0.5 };

describe('F1 of sets', () => {
  // Label a: TP 2, FP 1, FN 0 → 0.8; b: TP 1, FP 0, FN 1 → 2/3; c: neither holds nor is answered → 0.
  const answers = [
    { label: setCode([true, true, false]), predicted: setCode([true, false, false]), group: 'g0' },
    { label: setCode([true, false, false]), predicted: setCode([true, false, false]), group: 'g1' },
    { label: setCode([false, true, false]), predicted: setCode([true, true, false]), group: 'g2' },
  ];
  const scores = labelScores(answers, 3, 'key');

  it('is that of scikit-learn with zero_division=0', () => {
    expect(scores.byLabel).toEqual([0.8, 2 / 3, 0]);
    expect(scores.macro.value).toBeCloseTo((0.8 + 2 / 3) / 3, 12);
    // TP 3, FP 1, FN 1.
    expect(scores.micro.value).toBeCloseTo(6 / 8, 12);
  });

  it('counts the labels that nothing says anything of', () => {
    expect(scores.empty).toBe(1);
  });

  it('has an interval over the real units, and none of too few', () => {
    expect(scores.macro.method).toBe('none');
    const many = Array.from({ length: 40 }, (_, row) => ({ ...answers[row % 3], group: `g${String(row % 20)}` }));
    const { macro } = labelScores(many, 3, 'key');
    expect(macro.clusters).toBe(20);
    expect(macro.low!).toBeLessThan(macro.value!);
    expect(macro.high!).toBeGreaterThan(macro.value!);
  });

  it('is 0 where nothing was counted', () => {
    expect([f1ByLabel([0, 0, 0]), macroF1([0, 0, 0]), microF1([0, 0, 0])]).toEqual([[0], 0, 0]);
  });
});

it('error and correlation of values, by hand', () => {
  const rows = [
    [1, 2],
    [2, 2],
    [3, 5],
    [4, 4],
  ].map(([own, answer], at) => ({ value: own, answer, group: String(at) }));
  const { error, correlation } = valueScores(rows, 'key');
  expect(error.value).toBeCloseTo(3 / 4, 12);
  expect(correlation.value).toBeCloseTo(4.5 / Math.sqrt(5 * 6.75), 9);
});

it('the answer that would be right most often if it were always given', () => {
  expect(bestConstant([0, 1, 5, 6, 6.5, 7], 1)).toEqual({ answer: 6, share: 4 / 6 });
  expect(bestConstant([], 1)).toBeNull();
});

it('answers have names', () => {
  const things = { classes: ['car', 'tree', 'wall'], target: { kind: 'labels' } } as const;
  expect(answerName(things, setCode([true, false, true]))).toBe('car + wall');
  expect(answerName(things, 0)).toBe('none');
  expect(
    [4.5, 4.4, 5.6].map((answer) => answerName({ classes: ['depth'], target: value }, valueCode(value, 5, answer))),
  ).toEqual(['within 0.5 m', 'too low', 'too high']);
  expect(answerName({ classes: ['no', 'yes'] }, 1)).toBe('yes');
  expect(groupsOf(things).map(({ has }) => has(setCode([false, true, true])))).toEqual([false, true, true]);
  expect(groupsOf({ classes: ['depth'], target: value })).toEqual([]);
});
