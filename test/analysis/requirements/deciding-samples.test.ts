import { describe, expect, test } from 'vitest';
import { decidingSamples } from '../../../src/analysis/requirements/deciding-samples';
import { nothing, rateOf, rateOfCounts, wilson, type Estimate } from '../../../src/analysis/statistics/estimate';

describe('samples that would decide', () => {
  test.each([
    [55, 100, 0.5],
    [45, 100, 0.5],
    [90, 100, 0.88],
    [0, 40, 0.05],
  ])('of %d hits in %d against %d: the interval of one less still holds the threshold', (hits, n, threshold) => {
    const estimate = rateOfCounts(hits, n);
    const needed = decidingSamples(estimate, threshold, 0.95) ?? 0;
    const holds = (count: number): boolean => {
      const [low, high] = wilson((hits / n) * count, count);
      return low < threshold && threshold < high;
    };
    expect([holds(n), holds(needed - 1), holds(needed)]).toEqual([true, true, false]);
  });

  test('are more with more confidence, and more the nearer the figure is', () => {
    const needed = (hits: number, confidence: number): number =>
      decidingSamples({ ...rateOfCounts(hits, 100), ...bounds(hits, confidence) }, 0.5, confidence) ?? 0;
    const bounds = (hits: number, confidence: number): Pick<Estimate, 'low' | 'high'> => {
      const [low, high] = wilson(hits, 100, confidence);
      return { low, high };
    };
    expect(needed(55, 0.99)).toBeGreaterThan(needed(55, 0.95));
    expect(needed(52, 0.95)).toBeGreaterThan(4 * needed(55, 0.95));
  });

  test('that depend on each other are as many more as the interval is wider', () => {
    // Ten alike in every group: as much as ten independent ones of a hundred.
    const grouped = rateOf(
      Array.from({ length: 200 }, (_, index) => ({
        hit: Math.floor(index / 10) % 20 < 11,
        group: String(Math.floor(index / 10)),
      })),
    );
    const alone = rateOfCounts(110, 200);
    expect(grouped.method).toBe('clustered-wilson');
    const [many, few] = [grouped, alone].map((estimate) => decidingSamples(estimate, 0.5, 0.95) ?? 0);
    expect(many / few).toBeGreaterThan(8);
    expect(many / few).toBeLessThan(12);
  });

  test('of a difference are those that halve its interval as often as it takes', () => {
    const gap: Estimate = { value: -0.02, low: -0.06, high: 0.02, n: 100, clusters: 100, method: 'bootstrap' };
    expect(decidingSamples(gap, 0, 0.95)).toBe(400);
    expect(decidingSamples({ ...gap, method: 'none' }, 0, 0.95)).toBeNull();
  });

  test('are not known where the figure lies on the threshold, or there is none', () => {
    expect(decidingSamples(rateOfCounts(50, 100), 0.5, 0.95)).toBeNull();
    expect(decidingSamples(rateOfCounts(50, 100), 0.5 + 1e-12, 0.95)).toBeNull();
    expect(decidingSamples(nothing, 0.5, 0.95)).toBeNull();
  });
});
