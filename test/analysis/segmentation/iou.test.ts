import { describe, expect, it } from 'vitest';
import {
  iouByClass,
  iousOf,
  meanIou,
  miouBeside,
  miouDifference,
  miouOf,
  type Counted,
} from '../../../src/analysis/segmentation/iou';

const counts = (truePositives: number[], falsePositives: number[], falseNegatives: number[]) => ({
  truePositives,
  falsePositives,
  falseNegatives,
});
const sample = (row: number, group: string, own: Counted['counts']): Counted => ({ row, group, counts: own });
/** Two classes of 10 pixels each; of the second so many are taken for the first. */
const missed = (row: number, wrong: number, group = `g${String(row)}`): Counted =>
  sample(row, group, counts([10, 10 - wrong], [wrong, 0], [0, wrong]));

it('is TP / (TP + FP + FN) of every class, and nothing of one that is nowhere', () => {
  const own = counts([6, 0, 3, 0], [2, 0, 0, 4], [0, 0, 3, 0]);
  expect(iouByClass(own)).toEqual([0.75, null, 0.5, 0]);
  expect(meanIou(own)).toBeCloseTo((0.75 + 0.5 + 0) / 3, 12);
  expect(meanIou(counts([0], [0], [0]))).toBeNull();
});

describe('over samples', () => {
  it('sums pixels first, so that it is no mean over samples', () => {
    const both = [missed(0, 0), missed(1, 10)];
    // Summed: class one 20 / 30, class two 10 / 20; the mean over samples would be (1 + 0.25) / 2.
    expect(miouOf(both, 'key').value).toBeCloseTo((20 / 30 + 10 / 20) / 2, 12);
    expect(iousOf(both, 2, 'key').byClass[1].value).toBe(0.5);
  });

  it('draws units, not samples: twice the same scene is no more evidence', () => {
    const single = Array.from({ length: 20 }, (_, row) => missed(row, row % 5));
    const twice = single.flatMap((own, row) => [own, { ...own, row: 100 + row }]);
    const [once, double] = [miouOf(single, 'key'), miouOf(twice, 'key')];
    expect(double.clusters).toBe(20);
    expect((double.high ?? 0) - (double.low ?? 0)).toBeCloseTo((once.high ?? 0) - (once.low ?? 0), 12);
  });

  it('has no interval of fewer than five units, and is nothing without samples', () => {
    expect(miouOf([missed(0, 1), missed(1, 2)], 'key')).toMatchObject({ method: 'none', low: null });
    expect(miouOf([], 'key').value).toBeNull();
  });
});

describe('a difference', () => {
  const before = Array.from({ length: 30 }, (_, row) => missed(row, row % 10));
  it('is paired: an equal loss of every sample has a narrow interval, however much they differ', () => {
    const after = before.map(({ row }) => missed(row, Math.min(10, (row % 10) + 1)));
    const drop = miouDifference(before, after, 'key');
    const apart = miouOf(before, 'key');
    expect(drop.low).toBeGreaterThan(0);
    expect((drop.high ?? 1) - (drop.low ?? 0)).toBeLessThan(((apart.high ?? 1) - (apart.low ?? 0)) / 3);
  });

  it('is of the samples that both have', () => {
    expect(miouDifference(before, before.slice(0, 10), 'key')).toMatchObject({ value: 0, n: 10 });
  });

  it('is wider at a higher confidence', () => {
    const after = before.map(({ row }) => missed(row, (row * 7) % 10));
    const width = ({ low, high }: { readonly low: number | null; readonly high: number | null }): number =>
      (high ?? 0) - (low ?? 0);
    expect(width(miouDifference(before, after, 'key', 0.99))).toBeGreaterThan(
      width(miouDifference(before, after, 'key', 0.9)),
    );
  });
});

it('beside several, the best or the least of them is found in every resample, so that the interval reaches further', () => {
  const own = Array.from({ length: 40 }, (_, row) => missed(row, row % 5));
  // Two that are as good, each on other samples.
  const [even, odd] = [0, 1].map((at) => own.map(({ row }) => missed(row, row % 2 === at ? 1 : 4)));
  const beside = (others: readonly (readonly Counted[])[], which: 'highest' | 'lowest') =>
    miouBeside(own, others, which, 'key');
  const one = beside([even], 'highest');
  const highest = beside([even, odd], 'highest');
  expect(highest.value).toBeCloseTo(one.value!, 12);
  expect(highest.high).toBeLessThan(one.high!);
  const lowest = beside([even, odd], 'lowest');
  expect(lowest.low).toBeGreaterThan(one.low!);
  // A row that one of them lacks is left out of all.
  expect(beside([even.slice(1), odd], 'highest').n).toBe(39);
});
