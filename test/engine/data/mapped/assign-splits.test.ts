import { expect, it } from 'vitest';
import { assignSplits, type SplitRows } from '../../../../src/engine/data/importers/mapped/assign-splits';

/** Groups of one to nine rows, of which no two neighbours are of one group. */
const sizes = Array.from({ length: 40 }, (_, at) => 1 + ((at * 7) % 9));
const groups = Array.from({ length: 9 }, (_, turn) =>
  sizes.flatMap((size, at) => (turn < size ? [`group-${String(at)}`] : [])),
).flat();

const rows: SplitRows = {
  count: groups.length,
  at: (row) => ({ id: `row-${String(row)}`, given: null, group: groups[row] }),
  labelAt: () => 'one',
};

it.each([0, 1, 2, 3, 4])('no group is in two splits, with the seed %i, and each split has about its share', (seed) => {
  const { splits } = assignSplits(rows, { kind: 'drawn', by: 'group', test: 0.3, validation: 0.2, seed });
  const bySplit = new Map(groups.map((group) => [group, new Set<string>()]));
  splits.forEach((split, row) => bySplit.get(groups[row])?.add(split));
  expect([...bySplit.values()].map(({ size }) => size)).toEqual(sizes.map(() => 1));
  for (const [split, share] of [
    ['test', 0.3],
    ['validation', 0.2],
  ] as const) {
    const rowsOfIt = splits.filter((own) => own === split).length;
    expect(Math.abs(rowsOfIt - share * rows.count)).toBeLessThanOrEqual(Math.max(...sizes) / 2 + 1);
  }
});

it('rows of one group are parted where splits are drawn sample by sample', () => {
  const { splits } = assignSplits(rows, { kind: 'drawn', by: 'sample', test: 0.3, validation: 0.2, seed: 0 });
  const largest = groups.flatMap((group, row) => (group === 'group-5' ? [splits[row]] : []));
  expect(new Set(largest).size).toBeGreaterThan(1);
});

it('the split of a group does not depend on the order of the rows', () => {
  const rule = { kind: 'drawn', by: 'group', test: 0.3, validation: 0.2, seed: 1 } as const;
  const last = rows.count - 1;
  const reversed = assignSplits({ ...rows, at: (row) => rows.at(last - row) }, rule).splits;
  expect(reversed.toReversed()).toEqual(assignSplits(rows, rule).splits);
});
