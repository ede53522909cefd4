import { expect, it } from 'vitest';
import { seedTest } from '../../../src/analysis/statistics/significance';
import { pairedSeeds } from '../../../src/shared/planning/paired-seeds';

it.each([1, 2, 3, 4, 5, 6, 12, 24, 28, 40])(
  'of %d comparisons can come out significant, with one seed fewer not',
  (count) => {
    const { length } = pairedSeeds(count);
    const leastOf = (seeds: number): number | null => seedTest(new Array<number>(seeds).fill(1)).p;
    // Seeds that all agree, and Holm's first factor.
    expect((leastOf(length) ?? 1) * count).toBeLessThan(0.05);
    expect((leastOf(length - 1) ?? 1) * count).toBeGreaterThanOrEqual(0.05);
  },
);
