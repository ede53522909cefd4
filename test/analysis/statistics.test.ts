import { describe, expect, test } from 'vitest';
import { meanOf, medianOf, quantile, twoLevelMean, twoLevelShare } from '../../src/analysis/statistics/bootstrap';
import { percentEstimate } from '../../src/analysis/format';
import { normalQuantile } from '../../src/analysis/statistics/normal-quantile';
import { nothing, rateOf, rateOfClusters, shareOf, wilson } from '../../src/analysis/statistics/estimate';
import { generatorFor } from '../../src/analysis/statistics/generator';
import { exactSignFlip, groupSignFlip, holm, seedTest } from '../../src/analysis/statistics/significance';

const distinct = (values: readonly number[]): { value: number; group: string }[] =>
  values.map((value, index) => ({ value, group: String(index) }));

test.each([
  [0.5, 0],
  [0.75, 0.6744897501960817],
  [0.95, 1.6448536269514722],
  [0.975, 1.959963984540054],
  [0.995, 2.5758293035489004],
])('the normal quantile of %d is %d', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 7);
});

describe('Wilson interval', () => {
  test.each([
    [7, 7, 0.646, 1],
    [91, 102, 0.817, 0.939],
    [50, 100, 0.404, 0.596],
  ])('%d of %d', (hits, n, low, high) => {
    const interval = wilson(hits, n);
    expect(interval[0]).toBeCloseTo(low, 3);
    expect(interval[1]).toBeCloseTo(high, 3);
  });

  test('bounds at 0 and n are exact', () => {
    expect(wilson(0, 10)[0]).toBe(0);
    expect(wilson(10, 10)[1]).toBe(1);
    expect(wilson(0, 0)).toEqual([0, 1]);
  });
});

describe('rates', () => {
  const hits = (count: number, n: number, group: (index: number) => string): Parameters<typeof rateOf>[0] =>
    Array.from({ length: n }, (_, index) => ({ hit: index < count, group: group(index) }));

  test('without samples there is no value and no interval', () => {
    expect(rateOf([])).toEqual({ ...nothing, hits: 0 });
  });

  test('every sample its own unit: Wilson', () => {
    const rate = rateOf(hits(50, 100, String));
    expect(rate).toMatchObject({ value: 0.5, hits: 50, n: 100, clusters: 100, method: 'wilson' });
    expect(rate.low).toBeCloseTo(0.404, 3);
  });

  test('copies of one unit add nothing: 100 samples in 25 equal quadruples are as wide as 25', () => {
    const quadruples = rateOf(hits(48, 100, (index) => String(Math.floor(index / 4))));
    const single = rateOf(hits(12, 25, String));
    expect(quadruples.method).toBe('clustered-wilson');
    expect(quadruples.low).toBeCloseTo(single.low!, 1);
    expect(quadruples.high! - quadruples.low!).toBeGreaterThan(0.95 * (single.high! - single.low!));
  });

  test('clusters without likeness cost nothing', () => {
    const unlike = rateOf(hits(50, 100, (index) => String(index % 50)));
    expect(unlike.low).toBeCloseTo(0.404, 3);
  });

  test('at 100 % the clusters are counted, not the samples', () => {
    expect(rateOf(hits(28, 28, (index) => String(index % 7))).low).toBeCloseTo(0.646, 3);
  });

  test('counted by cluster beforehand: the same', () => {
    const samples = hits(37, 100, (index) => String(index % 9));
    const clusters = [...new Set(samples.map(({ group }) => group))].map((name) => {
      const own = samples.filter(({ group }) => group === name);
      return { hits: own.filter(({ hit }) => hit).length, count: own.length };
    });
    expect(rateOfClusters(clusters)).toEqual(rateOf(samples));
    expect(rateOfClusters([])).toMatchObject({ value: null, n: 0, hits: 0 });
  });

  test('draws of a sample that never hit: an upper bound by the clusters, not [0, 0]', () => {
    const never = shareOf(Array.from({ length: 20 }, (_, index) => ({ value: 0, group: String(index % 10) })));
    expect(never).toMatchObject({ value: 0, low: 0, n: 20, clusters: 10, method: 'clustered-wilson' });
    expect(never.high).toBeCloseTo(wilson(0, 10)[1], 12);
    expect(shareOf(distinct([0.2, 0.4])).value).toBeCloseTo(0.3, 12);
  });
});

describe('bootstrap', () => {
  test('too few units, or few without any variation: no interval, and said so', () => {
    for (const values of [[0.1, 0.2, 0.3, 0.9], Array.from({ length: 29 }, () => 0.3)]) {
      const mean = meanOf(distinct(values), 'k');
      expect(mean).toMatchObject({ low: null, high: null, method: 'none' });
      expect(percentEstimate(mean)).toContain('[n too small]');
    }
    expect(meanOf(distinct([0.1, 0.2, 0.3, 0.4, 0.9]), 'k').low).not.toBeNull();
    expect(meanOf(distinct(Array.from({ length: 30 }, () => 0.3)), 'k').low).toBeCloseTo(0.3, 12);
  });

  test('shares over seeds that never vary have the interval of their groups', () => {
    const zeros = distinct(Array.from({ length: 40 }, () => 0));
    const share = twoLevelShare([zeros, zeros], 'k');
    expect(share).toMatchObject({ value: 0, low: 0, method: 'clustered-wilson' });
    expect(share.high).toBeCloseTo(wilson(0, 40)[1], 12);
  });

  test('covers a known mean in about 95 of 100 repetitions', () => {
    const draw = generatorFor('coverage');
    let covered = 0;
    for (let repetition = 0; repetition < 300; repetition += 1) {
      const { low, high } = meanOf(distinct(Array.from({ length: 60 }, draw)), String(repetition));
      if (low! <= 0.5 && high! >= 0.5) covered += 1;
    }
    expect(covered / 300).toBeGreaterThan(0.9);
    expect(covered / 300).toBeLessThan(0.99);
  });

  test('equal keys give equal intervals, other keys others', () => {
    const values = distinct(Array.from({ length: 50 }, (_, index) => Math.sin(index * index)));
    expect(meanOf(values, 'a')).toEqual(meanOf(values, 'a'));
    expect(meanOf(values, 'a').low).not.toBe(meanOf(values, 'b').low);
  });

  test('repeated measures of a unit widen the interval', () => {
    const draw = generatorFor('units');
    const values = Array.from({ length: 30 }, draw).flatMap((value) => [value, value, value, value]);
    const apart = meanOf(distinct(values), 'k');
    const together = meanOf(
      values.map((value, index) => ({ value, group: String(Math.floor(index / 4)) })),
      'k',
    );
    expect(together.method).toBe('clustered-bootstrap');
    expect(together.high! - together.low!).toBeGreaterThan(1.6 * (apart.high! - apart.low!));
  });

  test('a single unit has no interval', () => {
    expect(meanOf([{ value: 3, group: 'a' }], 'k')).toMatchObject({ value: 3, low: null, high: null, method: 'none' });
  });

  test('median and quantiles', () => {
    expect(medianOf(distinct([5, 1, 9]), 'k').value).toBe(5);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
  });

  test('the interval of a median is that of resamples written out, with ties and groups of several sizes', () => {
    const samples = Array.from({ length: 90 }, (_, index) => ({
      value: ((index * 37) % 11) / 7,
      group: String(Math.floor(Math.sqrt(index))),
    }));
    const groups = [...new Set(samples.map(({ group }) => group))].map((group) =>
      samples.filter((sample) => sample.group === group).map(({ value }) => value),
    );
    const draw = generatorFor('k');
    const medians = Array.from({ length: 1000 }, () => {
      const drawn = groups.flatMap(() => groups[Math.floor(draw() * groups.length)]);
      return quantile(
        drawn.sort((a, b) => a - b),
        0.5,
      );
    }).sort((a, b) => a - b);
    const { low, high } = medianOf(samples, 'k');
    expect([low, high]).toEqual([quantile(medians, 0.025), quantile(medians, 0.975)]);
    expect(low).toBeLessThan(high!);
  });

  test('two levels: differences between seeds widen the interval', () => {
    const samples = distinct(Array.from({ length: 100 }, (_, index) => index % 2));
    const shifted = samples.map(({ value, group }) => ({ value: value + 1, group }));
    const alike = twoLevelMean([samples, samples, samples, samples], 'k');
    const unlike = twoLevelMean([samples, shifted, samples, shifted], 'k');
    expect(alike.method).toBe('two-level');
    expect(unlike.high! - unlike.low!).toBeGreaterThan(2 * (alike.high! - alike.low!));
  });

  test('two levels: the same samples under several seeds are not more samples', () => {
    const samples = distinct(Array.from({ length: 100 }, (_, index) => index % 2));
    const once = meanOf(samples, 'k');
    const often = twoLevelMean([samples, samples, samples, samples], 'k');
    expect(often.high! - often.low!).toBeGreaterThan(0.85 * (once.high! - once.low!));
  });
});

describe('significance', () => {
  test('Holm, in the order given, monotone, at most 1', () => {
    [0.03, 0.06, 0.06, 0.02].forEach((value, index) => {
      expect(holm([0.01, 0.04, 0.03, 0.005])[index]).toBeCloseTo(value, 12);
    });
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });

  test('exact sign-flip: three seeds never go below 0.25, six reach 1/32', () => {
    expect(exactSignFlip([1, 2, 3])).toBe(0.25);
    expect(exactSignFlip([1, 1, 1, 1, 1, 1])).toBe(2 / 64);
    expect(exactSignFlip([1, -1])).toBe(1);
    // Too many for every pattern: a sample of them, with the smallest p that it can give.
    expect(seedTest(Array<number>(64).fill(1)).p).toBe(1 / 2000);
    expect(seedTest(Array.from({ length: 40 }, (_, seed) => (seed % 2 === 0 ? 1 : -1))).p).toBeGreaterThan(0.8);
    expect(exactSignFlip([0.1, 0.2, 0.3])).toBe(exactSignFlip([0.3, 0.1, 0.2]));
  });

  test('below six seeds there is no p, but a detectable difference', () => {
    expect(seedTest([0.1, 0.2, 0.3, 0.4, 0.5])).toMatchObject({ p: null, seeds: 5 });
    // s = 0.1581, t(4) = 2.776 + 0.941: 3.717 × 0.1581 / √5.
    expect(seedTest([0.1, 0.2, 0.3, 0.4, 0.5]).detectable).toBeCloseTo(0.2628, 3);
    expect(seedTest([0.1]).detectable).toBeNull();
    expect(seedTest([1, 1, 1, 1, 1, 1]).p).toBe(2 / 64);
  });

  test('sign-flip over groups: clear, absent and no difference', () => {
    expect(groupSignFlip(distinct(new Array<number>(40).fill(0.2)), 'k')).toBe(1 / 2000);
    expect(groupSignFlip(distinct(Array.from({ length: 40 }, (_, index) => (index % 2 ? 1 : -1))), 'k')).toBe(1);
    expect(groupSignFlip(distinct([0, 0]), 'k')).toBe(1);
  });
});
