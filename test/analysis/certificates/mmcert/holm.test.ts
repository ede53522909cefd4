import { describe, expect, it } from 'vitest';
import { fewestVotes, pixelPValues, type VotedPixels } from '../../../../src/analysis/certificates/mmcert/holm';
import { reached } from '../../../../src/analysis/certificates/mmcert/overlap';
import { upperBound } from '../../../../src/shared/certificates/binomial';
import { generatorFor } from '../../../../src/analysis/statistics/generator';

/** Step by step, of p-values one by one, as the method states it. */
function stepDown(pValues: readonly number[], alpha: number): readonly boolean[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a] - pValues[b]);
  const rejected = pValues.map(() => false);
  for (const [rank, index] of order.entries()) {
    if (pValues[index] > alpha / (pValues.length - rank)) break;
    rejected[index] = true;
  }
  return rejected;
}

const counted = (votes: readonly number[]): readonly VotedPixels[] => votes.map((own) => ({ votes: own, pixels: 1 }));

describe('Holm’s step-down over the pixels of an image', () => {
  it('rejects what the step-down does, pixel by pixel', () => {
    const draw = generatorFor('images');
    let some = 0;
    for (let image = 0; image < 300; image += 1) {
      const votes = Array.from({ length: 40 }, () => 20 + Math.floor(draw() * 21));
      const test = pixelPValues(40, 0.3 * draw());
      const fewest = fewestVotes(counted(votes), test, 0.05);
      const rejected = stepDown(votes.map(test), 0.05);
      expect(votes.map((own) => fewest !== null && own >= fewest)).toEqual(rejected);
      // Something is rejected and something is not.
      some += Number(rejected.includes(true) && rejected.includes(false));
    }
    expect(some).toBeGreaterThan(100);
  });

  it('stops at the first failure, whatever would pass after it', () => {
    // Thresholds 0.01, 0.0125, 0.0167, 0.025, 0.05: the second fails, and the rest with it, though 0.04 passes the last.
    const p = new Map([
      [5, 0.001],
      [4, 0.02],
      [3, 0.0201],
      [2, 0.0202],
      [1, 0.04],
    ]);
    expect(fewestVotes(counted([1, 2, 3, 4, 5]), (votes) => p.get(votes)!, 0.05)).toBe(5);
    expect(fewestVotes(counted([1, 2, 3, 4]), (votes) => p.get(votes)!, 0.05)).toBeNull();
    expect(fewestVotes(counted([1]), (votes) => p.get(votes)!, 0.05)).toBe(1);
  });

  it('certifies nothing without a majority, whatever α', () => {
    const test = pixelPValues(10, 0);
    expect(fewestVotes(counted([5, 4]), test, 0.9)).toBeNull();
    expect(fewestVotes(counted([6, 4]), test, 0.9)).toBe(6);
    expect(pixelPValues(10, 2)(10)).toBe(1);
  });

  it('errs on any pixel of an image with probability α at most, however the pixels depend on each other', () => {
    const [images, pixels, draws, alpha, lead] = [1_500, 30, 25, 0.1, 0.2];
    const test = pixelPValues(draws, lead);
    const draw = generatorFor('null');
    // Two thirds are just not certifiable, the others as sure as can be; the former alike, or each by itself.
    for (const alike of [true, false]) {
      let wrong = 0;
      for (let image = 0; image < images; image += 1) {
        const votesOf = (): number => Array.from({ length: draws }).filter(() => draw() < 0.5 + lead / 2).length;
        const shared = votesOf();
        const nulls = Array.from({ length: (2 * pixels) / 3 }, () => (alike ? shared : votesOf()));
        const sure = Array.from({ length: pixels / 3 }, () => draws);
        const fewest = fewestVotes(counted([...nulls, ...sure]), test, alpha);
        expect(fewest).not.toBeNull();
        wrong += Number(nulls.some((own) => own >= fewest!));
      }
      // Not significantly more: the share at which so many are that rare.
      expect(1 - upperBound(images - wrong, images, 0.01)).toBeLessThanOrEqual(alpha);
      // It uses what it may: steps of whole votes leave some.
      if (!alike) expect(wrong / images).toBeGreaterThan(alpha / 10);
    }
  });
});

describe('the road, 375 × 1242 pixels, N = 100, α = 0.001 per image', () => {
  const n = 465_750;
  const mmcert = [
    { n, k: 8_988 },
    { n, k: 996 },
  ];
  const union = [{ n: 2 * n, k: 9_966 }];
  /** Votes that certify the first pixel of an image: those of all others are too few. */
  const first = (delta: number): number | null => {
    const test = pixelPValues(100, 2 * delta);
    const enough = Array.from({ length: 50 }, (_, index) => index + 51).find(
      (votes) =>
        fewestVotes(
          [
            { votes, pixels: 1 },
            { votes: 0, pixels: n - 1 },
          ],
          test,
          0.001,
        ) !== null,
    );
    return enough ?? null;
  };

  it.each([
    [0, 80, 80],
    [1, 82, 82],
    [10, 95, 99],
    [11, 96, 100],
    [12, 97, null],
    [15, 100, null],
    [16, 100, null],
    [17, null, null],
  ])('takes at r1 = %i, r2 = 2 r1, so many votes of 100, of randomized ablation so many', (r, own, ablation) => {
    expect(first(reached(mmcert, [r, 2 * r]))).toBe(own);
    expect(first(reached(union, [3 * r]))).toBe(ablation);
  });

  it.each([
    [1, 0.03175],
    [10, 0.27581],
    [11, 0.29881],
    [12, 0.32107],
    [15, 0.38372],
    [16, 0.40329],
    [17, 0.42224],
  ])('δ of randomized ablation at r1 = %i', (r, delta) => {
    expect(reached(union, [3 * r])).toBeCloseTo(delta, 5);
  });

  it('δ of randomized ablation at r1 = r2 = 1', () => {
    expect(reached(union, [2])).toBeCloseTo(0.0212832911, 10);
  });

  it.each([
    [1, 1, 17],
    [1, 2, 11],
    [1, 3, 8],
    [1, 4, 7],
    [2, 1, 11],
    [3, 1, 8],
    [4, 1, 7],
  ])('largest radius of randomized ablation along %i : %i', (a, b, largest) => {
    const isCertified = (r: number): boolean => first(reached(union, [(a + b) * r])) !== null;
    expect([isCertified(largest), isCertified(largest + 1)]).toEqual([true, false]);
  });
});
