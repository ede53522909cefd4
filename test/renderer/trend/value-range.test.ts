import { describe, expect, it } from 'vitest';
import { rateOfCounts, type Estimate } from '../../../src/analysis/statistics/estimate';
import { boundsOf } from '../../../src/renderer/trend/value-range';

const estimate = (value: number, low: number, high: number): Estimate => ({ ...rateOfCounts(1, 2), value, low, high });

describe('the bounds of the value axis', () => {
  it('are all that a share can be, or hold every point with its whole interval', () => {
    const points = [estimate(0.82, 0.8, 0.84), estimate(0.86, 0.83, 0.9)];
    expect(boundsOf(points, 'whole', 'share')).toEqual([0, 1]);
    const [low, high] = boundsOf(points, 'near', 'share');
    // A tenth more than the span of 0.8 to 0.9, on both sides alike.
    expect(low).toBeCloseTo(0.795);
    expect(high).toBeCloseTo(0.905);
  });

  it('are never beyond 0 and 1, and never so near that a sample would look like a change', () => {
    expect(boundsOf([estimate(0, 0, 0.1)], 'near', 'share')).toEqual([0, expect.closeTo(0.11)]);
    const [low, high] = boundsOf([estimate(1, 1, 1)], 'near', 'share');
    expect([low, high]).toEqual([expect.closeTo(0.978), 1]);
    expect(boundsOf([estimate(0.5, 0, 1)], 'near', 'share')).toEqual([0, 1]);
  });

  it('of a difference reach below 0', () => {
    const points = [estimate(-0.12, -0.2, -0.04)];
    expect(boundsOf(points, 'whole', 'points')).toEqual([-1, 1]);
    const [low, high] = boundsOf(points, 'near', 'points');
    expect([low, high]).toEqual([expect.closeTo(-0.208), expect.closeTo(-0.032)]);
  });
});
