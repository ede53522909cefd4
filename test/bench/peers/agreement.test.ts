import { describe, expect, it } from 'vitest';
import { agreementOf, agrees, breaches, differencesWithin } from './agreement';

/** Verdicts of `n` samples: both hold, own alone, theirs alone, in this order; the rest are broken by both. */
function verdicts(n: number, both: number, own: number, theirs: number): readonly [boolean[], boolean[]] {
  const at = Array.from({ length: n }, (_, index) => index);
  return [
    at.map((index) => index < both + own),
    at.map((index) => index < both || (index >= both + own && index < both + own + theirs)),
  ];
}

describe('the agreement of two attacks', () => {
  it('counts verdicts that differ, whichever way, and how far robust accuracies are apart', () => {
    const found = agreementOf(...verdicts(1000, 400, 6, 2));
    expect(found).toMatchObject({ n: 1000, own: 0.406, theirs: 0.402, differ: 0.008 });
    expect(found.apart).toBeCloseTo(0.004, 12);
    expect(found.low).toBeLessThan(0);
    expect(found.high).toBeGreaterThan(0.006);
  });

  it('has an interval by the bounds of Clopper and Pearson', () => {
    // None of 100: upper bound 1 − 0.0125^(1/100).
    const bound = 1 - 0.0125 ** 0.01;
    const same = agreementOf(...verdicts(100, 50, 0, 0));
    expect([same.low, same.high].map((value) => Number(value.toFixed(9)))).toEqual([
      -Number(bound.toFixed(9)),
      Number(bound.toFixed(9)),
    ]);
    // All of 100: lower bound 0.0125^(1/100), less what the other kind may have.
    const opposed = agreementOf(...verdicts(100, 0, 100, 0));
    expect(opposed.low).toBeCloseTo(0.0125 ** 0.01 - bound, 9);
    expect(opposed.high).toBeCloseTo(1, 9);
  });

  it('is of the same samples', () => {
    expect(() => agreementOf([true], [true, false])).toThrow('2 verdicts beside 1.');
    expect(() => agreementOf([], [])).toThrow();
  });
});

describe('the rule', () => {
  it.each([
    [10, 0, true],
    [0, 10, true],
    [5, 5, true],
    [6, 5, false],
    [11, 0, false],
    // As many either way: robust accuracies are equal, verdicts are not.
    [20, 20, false],
  ])('of 1,000 samples %i held by one alone and %i by the other: %s', (own, theirs, fits) => {
    expect(agrees(agreementOf(...verdicts(1000, 300, own, theirs)))).toBe(fits);
  });

  it('asks for a thousand samples', () => {
    expect(agrees(agreementOf(...verdicts(999, 300, 0, 0)))).toBeNull();
    expect(agrees(agreementOf(...verdicts(64, 0, 64, 0)))).toBeNull();
  });

  it('tells who breaks it', () => {
    const pair = (title: string, own: number) => ({ title, agreement: agreementOf(...verdicts(1000, 300, own, 0)) });
    expect(breaches([pair('same', 0), pair('near', 10), pair('far', 51)])).toEqual([
      'far: 5.1 % of 1000 verdicts differ, robust accuracies are 5.1 points apart.',
    ]);
  });
});

it('of several runs every two are compared', () => {
  const run = (held: number): readonly boolean[] => Array.from({ length: 10 }, (_, at) => at < held);
  expect(differencesWithin([run(5), run(6), run(8)])).toEqual([0.1, 0.3, 0.2]);
});
