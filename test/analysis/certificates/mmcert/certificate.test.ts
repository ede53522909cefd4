import { describe, expect, it } from 'vitest';
import { certify, largestRadius } from '../../../../src/analysis/certificates/mmcert/certificate';
import { neededLead, reached } from '../../../../src/analysis/certificates/mmcert/overlap';
import { binomialTail, lowerBound, upperBound } from '../../../../src/shared/certificates/binomial';
import { Tamper } from '../../../../src/shared/certificates/tamper';
import { boundsOf, exactPValue } from '../../../../src/shared/certificates/vote-test';

/** KITTI-Road: both modalities 375 × 1242 elements. */
const road = [
  { n: 465_750, k: 8_988 },
  { n: 465_750, k: 996 },
];
const alpha = 0.001 / 465_750;
const unanimous = { votes: [100, 0], alpha, strict: false };
const near = (value: number, digits: number): number => Number(value.toPrecision(digits));

describe('the table of the method, r2 = 2 r1', () => {
  it.each([
    [1, 0.02349, 7.8e-29, 82],
    [10, 0.21155, 1.66e-15, 95],
    [11, 0.23007, 2.17e-14, 96],
    [12, 0.24815, 2.51e-13, 97],
    [15, 0.2999, 2.01e-10, 100],
    [16, 0.31634, 1.54e-9, 100],
    [17, 0.3324, 1.08e-8, null],
  ])('r1 = %i', (r, delta, p, fewest) => {
    const radius = [r, 2 * r];
    expect(reached(road, radius)).toBeCloseTo(delta, 5);
    const value = exactPValue(unanimous, neededLead(road, radius, 'modify'))!;
    expect(near(value, p < 1e-28 ? 2 : 3)).toBe(p);
    const enough = Array.from({ length: 50 }, (_, index) => index + 51).find(
      (hits) => certify({ ...unanimous, votes: [hits, 100 - hits] }, road, radius, 'modify').certified,
    );
    expect(enough ?? null).toBe(fewest);
  });

  it('δ at r1 = r2 = 1', () => {
    expect(reached(road, [1, 1])).toBeCloseTo(0.0213951246, 10);
  });

  it.each([
    [1, 1, 17],
    [1, 2, 16],
    [1, 3, 14],
    [1, 4, 13],
    [2, 1, 9],
    [3, 1, 6],
    [4, 1, 4],
  ])('largest radius along %i : %i', (first, second, largest) => {
    expect(largestRadius(unanimous, road, 'modify', (r) => [first * r, second * r])).toEqual([
      first * largest,
      second * largest,
    ]);
  });
});

/** C(n, k) of small numbers. */
function choose(n: number, k: number): number {
  if (k > n) return 0;
  let product = 1;
  for (let index = 0; index < k; index += 1) product = (product * (n - index)) / (index + 1);
  return product;
}

describe('small cases by counting', () => {
  const small = [
    { n: 5, k: 2 },
    { n: 4, k: 1 },
  ];
  const leadOf = (sizes: readonly number[], overlaps: readonly number[]): number => {
    const product = (of: readonly number[]): number => small.reduce((all, { k }, i) => all * choose(of[i], k), 1);
    const all = product(small.map(({ n }) => n));
    return 1 + product(sizes) / all - (2 * product(overlaps)) / all;
  };
  const radii = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => [a, b]));

  it.each(radii)('r = %i, %i', (...radius) => {
    const shift = (sign: number): readonly number[] => small.map(({ n }, index) => n + sign * radius[index]);
    const own = small.map(({ n }) => n);
    expect(neededLead(small, radius, 'modify')).toBeCloseTo(leadOf(own, shift(-1)), 12);
    expect(neededLead(small, radius, 'add')).toBeCloseTo(leadOf(shift(1), own), 12);
    expect(neededLead(small, radius, 'delete')).toBeCloseTo(leadOf(shift(-1), shift(-1)), 12);
    let worst = -Infinity;
    for (let a = -radius[0]; a <= radius[0]; a += 1) {
      for (let b = -radius[1]; b <= radius[1]; b += 1) {
        const sizes = [small[0].n + a, small[1].n + b];
        const overlaps = sizes.map((size, index) => Math.max(size, small[index].n) - radius[index]);
        worst = Math.max(worst, leadOf(sizes, overlaps));
      }
    }
    expect(neededLead(small, radius, 'mixed')).toBeCloseTo(worst, 12);
  });

  it.each(Tamper.options)('%s needs more lead with more radius', (tamper) => {
    for (const [a, b] of radii) {
      expect(neededLead(small, [a + 1, b], tamper)).toBeGreaterThanOrEqual(neededLead(small, [a, b], tamper));
    }
  });

  it('of a mixed attack of too many sizes to try is bounded from above, and rises as before', () => {
    const large = [
      { n: 2_000, k: 1 },
      { n: 2_000, k: 1 },
    ];
    // All of 498 × 498 sizes are tried, of 501 × 501 none.
    const [tried, bounded] = [497, 500].map((r) => neededLead(large, [r, r], 'mixed'));
    const worst = (r: number): number => (1 + r / 2_000) ** 2 + 1 - 2 * (1 - r / 2_000) ** 2;
    expect(tried).toBeLessThan(worst(497));
    expect(bounded).toBeCloseTo(worst(500), 10);
    expect(neededLead(large, [4, 4], 'mixed')).toBeLessThan(worst(4));
  });

  it('nothing holds of an empty text that words are added to', () => {
    expect(neededLead([{ n: 0, k: 0 }], [1], 'add')).toBe(Infinity);
    expect(neededLead([{ n: 0, k: 0 }], [1], 'mixed')).toBeGreaterThanOrEqual(1);
    expect(neededLead([{ n: 0, k: 0 }], [0], 'add')).toBe(0);
  });

  it('certifies nothing where fewer elements are left than are drawn', () => {
    expect(reached(small, [4, 0])).toBe(1);
    expect(certify({ votes: [1000, 0], alpha: 0.05, strict: false }, small, [4, 0], 'modify').certified).toBe(false);
  });
});

describe('bounds of probabilities', () => {
  it('are those of Clopper and Pearson', () => {
    expect(lowerBound(100, 100, 0.001)).toBeCloseTo(0.001 ** 0.01, 12);
    expect(upperBound(0, 100, 0.001)).toBeCloseTo(1 - 0.001 ** 0.01, 12);
    expect([lowerBound(0, 10, 0.05), upperBound(10, 10, 0.05)]).toEqual([0, 1]);
    expect(binomialTail(7, 20, lowerBound(7, 20, 0.025))).toBeCloseTo(0.025, 12);
    expect(1 - binomialTail(8, 20, upperBound(7, 20, 0.025))).toBeCloseTo(0.025, 12);
    // Known interval of 7 of 20 at 95 %.
    expect([lowerBound(7, 20, 0.025), upperBound(7, 20, 0.025)].map((bound) => near(bound, 4))).toEqual([
      0.1539, 0.5922,
    ]);
  });

  it('are simultaneous over the classes, the rival never above what the label leaves', () => {
    const { label, lower, upper } = boundsOf({ votes: [3, 90, 7], alpha: 0.03, strict: false });
    expect(label).toBe(1);
    expect(lower).toBeCloseTo(lowerBound(90, 100, 0.01), 12);
    expect(upper).toBe(Math.min(upperBound(7, 100, 0.01), 1 - lower));
    expect(boundsOf({ votes: [3, 90, 7], alpha: 0.03, strict: true }).lower).toBeCloseTo(
      lowerBound(90, 100, 0.005),
      12,
    );
  });

  it.each([
    [2, [10, 90]],
    [5, [3, 80, 7, 6, 4]],
    [8, [3, 70, 7, 6, 4, 5, 3, 2]],
  ])('share the level over all %i classes', (classes, votes) => {
    const { lower, upper } = boundsOf({ votes, alpha: 0.03, strict: false });
    expect(lower).toBeCloseTo(lowerBound(votes[1], 100, 0.03 / classes), 12);
    const rival = Math.max(...votes.filter((_, label) => label !== 1));
    expect(upper).toBe(Math.min(upperBound(rival, 100, 0.03 / classes), 1 - lower));
  });

  it('are read at half the level where the winner of the same votes is tested: two classes and more', () => {
    const one = [{ n: 40, k: 1 }];
    const level = 0.05;
    const largestOf = (votes: readonly number[], strict: boolean): number | null =>
      largestRadius({ votes, alpha: level, strict }, one, 'modify', (r) => [r])?.[0] ?? null;
    const fewest = (isEnough: (hits: number) => boolean): number => {
      const found = Array.from({ length: 101 }, (_, hits) => hits).find((hits) => hits > 50 && isEnough(hits));
      if (found === undefined) throw new Error('No votes are enough.');
      return found;
    };
    // P[Bin(100, ½) ≥ 59] is 0.044, of 60 0.028, of 61 0.018.
    expect(fewest((hits) => largestOf([hits, 100 - hits], false) !== null)).toBe(59);
    expect(fewest((hits) => largestOf([hits, 100 - hits], true) !== null)).toBe(61);
    const [open, halved] = [false, true].map((strict) =>
      certify({ votes: [59, 41], alpha: level, strict }, one, [0], 'modify'),
    );
    expect([open.certified, halved.certified]).toEqual([true, false]);
    expect(open.pValue).toBe(halved.pValue);
    const three = (strict: boolean): number => fewest((hits) => largestOf([hits, 100 - hits, 0], strict) !== null);
    expect(three(true)).toBeGreaterThan(three(false));
  });

  it('abstains where the votes are close', () => {
    expect(largestRadius({ votes: [51, 49], alpha: 0.001, strict: false }, road, 'modify', (r) => [r, r])).toBeNull();
  });
});
