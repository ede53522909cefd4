import { describe, expect, it } from 'vitest';
import { isSentiment, sentimentScores, sevenClass, weightedF1 } from '../../src/analysis/measures/sentiment-scores';
import { scoresNote } from '../../src/analysis/measures/target-scores';
import type { Target } from '../../src/shared/data/target';

const scale = (low: number, high: number): Target => ({ kind: 'value', unit: '', range: [low, high], tolerance: 0.5 });
const answersOf = (...pairs: readonly (readonly [value: number, answer: number])[]) =>
  pairs.map(([value, answer], at) => ({ value, answer, group: String(at) }));

it('are of values from −3 to 3 alone', () => {
  expect(isSentiment(scale(-3, 3))).toBe(true);
  expect(isSentiment(scale(0, 18))).toBe(false);
  expect(isSentiment(undefined)).toBe(false);
  expect(scoresNote({ classes: ['level'], target: scale(-3, 3) })).toContain('halves to the even one');
  expect(scoresNote({ classes: ['level'], target: scale(0, 18) })).not.toContain('Acc-7');
});

describe('the seven classes', () => {
  it.each([
    [-2.5, -2],
    [2.5, 2],
    [-1.5, -2],
    [1.5, 2],
    [0.5, 0],
    [-0.5, 0],
    [2.51, 3],
    [-2.51, -3],
    [3.7, 3],
    [-9, -3],
    [-0.2, 0],
  ])('%d is %d: halves to the even number, cut off at the ends', (value, expected) => {
    expect(sevenClass(value)).toBe(expected);
    expect(Object.is(sevenClass(value), -0)).toBe(false);
  });

  it('agree where both round alike', () => {
    expect(sentimentScores(answersOf([2.5, 2.2], [2.5, 2.6], [-1.5, -1.9], [4, 3]), 'k').acc7.value).toBe(3 / 4);
  });
});

describe('the two sides', () => {
  // A value of zero is negative where zeros are kept; an answer of zero is, too.
  const answers = answersOf([1, 0.1], [2, -1], [0, -0.5], [0, 0.5], [-1, 0], [-3, 2]);

  it('keep zeros or leave them out', () => {
    const { acc2, acc2NonZero } = sentimentScores(answers, 'k');
    expect(acc2).toMatchObject({ value: 3 / 6, n: 6 });
    expect(acc2NonZero).toMatchObject({ value: 2 / 4, n: 4 });
    expect(sentimentScores(answersOf([0, 1]), 'k').acc2NonZero.value).toBeNull();
  });

  it('have an F1 each, weighted by how many values lie there', () => {
    // Positive: one hit, two false alarms, one miss. Negative: two hits, one false alarm, two misses.
    const [positive, negative] = [2 / 5, 4 / 7];
    expect(sentimentScores(answers, 'k').f1.value).toBeCloseTo((2 * positive + 4 * negative) / 6, 12);
    expect(weightedF1([0, 0, 3, 0])).toBe(0);
    expect(weightedF1([0, 0, 0, 0])).toBeNull();
    expect(weightedF1([2, 0, 0, 2])).toBe(1);
  });
});
