import { describe, expect, it } from 'vitest';
import { subsetsByCost, subsetsBySize } from '../../../src/engine/attacks/removal/subsets';

describe('subsets by size', () => {
  it('goes by size, each size in lexicographic order', () => {
    expect([...subsetsBySize(4)].map((subset) => subset.join(''))).toEqual(
      '0 1 2 3 01 02 03 12 13 23 012 013 023 123 0123'.split(' '),
    );
  });

  it('is empty without candidates', () => {
    expect([...subsetsBySize(0)]).toEqual([]);
  });

  it('counts pairs as the cap of 500 assumes: 31 candidates give 31 + 465 up to pairs', () => {
    const subsets = subsetsBySize(31);
    let upToPairs = 0;
    for (const subset of subsets) {
      if (subset.length > 2) break;
      upToPairs += 1;
    }
    expect(upToPairs).toBe(496);
  });
});

describe('subsets by cost', () => {
  it('yields every subset once, by cost, then size, then lexicographic', () => {
    const costs = [16, 4, 4, 1, 1];
    const subsets = [...subsetsByCost(costs)];
    const cost = (subset: readonly number[]): number => subset.reduce((sum, at) => sum + costs[at], 0);
    expect(new Set(subsets.map((subset) => subset.join())).size).toBe(2 ** costs.length - 1);
    const expected = [...subsets].sort(
      (a, b) => cost(a) - cost(b) || a.length - b.length || (a.join() < b.join() ? -1 : 1),
    );
    expect(subsets).toEqual(expected);
  });

  it('is lazy: 40 candidates have 10^12 subsets', () => {
    const first = subsetsByCost(Array.from({ length: 40 }, (_, at) => 40 - at)).next();
    expect(first.value).toEqual([39]);
  });
});
