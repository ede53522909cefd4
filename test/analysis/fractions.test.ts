import { describe, expect, it } from 'vitest';
import { percent, percentEstimate, pointsEstimate } from '../../src/analysis/format';
import { asFractions } from '../../src/analysis/fractions';
import { nothing, rateOfCounts } from '../../src/analysis/statistics/estimate';

describe('shares as fractions', () => {
  it.each([
    [0, '0'],
    [1, '1'],
    [0.5, '0.500'],
    [0.942, '0.942'],
    [0.9996, '0.999+'],
    [0.0013, '0.0013'],
    [0.000001, '<0.00001'],
    [0.05, '0.050'],
    [-0.032, '−0.032'],
    [null, '–'],
  ])('%s', (share, text) => {
    expect(asFractions(percent(share))).toBe(text);
  });

  it('an interval beside its share, and a difference with its own', () => {
    expect(asFractions(`It changes ${percentEstimate(rateOfCounts(91, 102))} of them.`)).toBe(
      'It changes 0.892 [0.817, 0.939] of them.',
    );
    const gain = { ...nothing, value: 0.032, low: -0.01, high: 0.054, n: 9, clusters: 9, method: 'bootstrap' } as const;
    expect(asFractions(`(${pointsEstimate(gain)})`)).toBe('(+0.032 [−0.010, +0.054])');
    expect(asFractions('4.1 points or more would have shown')).toBe('0.041 or more would have shown');
    expect(asFractions('Differences in points: left (points)')).toBe('Differences: left');
  });

  it('leaves levels of confidence, counts and other numbers alone', () => {
    const text = 'With 95 % intervals, n 500, PGD-20 l∞ 0.031, [0.1, 0.2].';
    expect(asFractions(text)).toBe(text);
  });

  it('done twice is done once', () => {
    const once = asFractions(percentEstimate(rateOfCounts(10, 10)));
    expect(asFractions(once)).toBe(once);
  });
});
