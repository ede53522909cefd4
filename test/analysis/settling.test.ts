import { expect, test } from 'vitest';
import { measureSettling } from '../../src/analysis/measures/settling';
import type { ModelResults } from '../../src/analysis/results';
import { settlingBlocks } from '../../src/report/sections/settling';
import { DeqChoice, FusionChoice } from '../../src/shared/recipe/fusions';

const sample = (row: number, residuals: readonly number[], solved: boolean, doubled = 1): object => ({
  row,
  group: `g${String(row)}`,
  settled: { residuals, solved, doubled },
});
const answered = { predicted: 1 };
const clean = [
  { ...sample(0, [8, 1e-4], true), clean: answered },
  { ...sample(1, [6, 2, 1e-5], true), clean: answered },
  { ...sample(2, [4, 3, 2, 1], false, 0), clean: answered },
];
const attack = {
  kind: 'perturbation',
  setting: { title: 'PGD' },
  records: [
    { row: 0, group: 'g0', outcome: { attacked: answered, ...sample(0, [1, 1, 1, 1], false) } },
    { row: 1, group: 'g1', outcome: null },
  ],
};
const noise = (level: number, residuals: readonly number[]): object => ({
  setting: { title: `noise ${String(level)}`, level, degradationIndex: 0 },
  records: [{ ...sample(0, residuals, true), degraded: answered }],
});
const results = (fusion: FusionChoice, own: readonly object[] = clean): ModelResults =>
  ({
    cell: { id: 'm', spec: { recipe: { fusion } } },
    clean: own,
    attacks: [attack, { kind: 'removal', setting: { title: 'Decoupling' }, records: [] }],
    degraded: [noise(0.1, [1]), noise(0.2, [1, 1e-4])],
  }) as unknown as ModelResults;
const deq = DeqChoice.parse({ name: 'deq', tolerance: 2e-4 });

test('how many samples came to rest, after how many steps, in each condition that records them', () => {
  const settling = measureSettling(results(deq))!;
  expect(settling.tolerance).toBe(2e-4);
  const told = settling.conditions.map(({ title, solved, undecided, steps, mostSteps }) => [
    ...[title, `${String(solved.hits)}/${String(solved.n)}`, undecided.hits, steps, mostSteps],
  ]);
  expect(told).toEqual([
    [null, '2/3', 1, 3, 4],
    ['PGD', '0/1', 0, 4, 4],
    ['noise 0.2', '1/1', 0, 2, 2],
  ]);
  // A sample that has ended stays where it was.
  expect(settling.residuals).toEqual({ median: [6, 2, 1e-4, 1e-4], largest: [8, 3, 2, 1] });
});

test('of what is not solved for there is nothing to say', () => {
  expect(measureSettling(results(FusionChoice.parse({ name: 'concat' })))).toBeNull();
  expect(measureSettling(results(deq, []))).toBeNull();
  expect(settlingBlocks([{ title: 'concat', settling: null } as never])).toEqual([]);
});

test('the report tells it, and draws the residual by step beside the tolerance, on a logarithmic axis', () => {
  const [table, chart] = settlingBlocks([{ title: 'deq', settling: measureSettling(results(deq)) } as never]);
  if (table.kind !== 'table' || chart.kind !== 'chart') throw new Error('A table and a chart.');
  const shown = table.rows.map((row) =>
    row.kind === 'cells' ? row.cells.map(({ text }) => text.replaceAll('\u00a0', ' ').replace(/ \[.*/u, '')) : [],
  );
  expect(shown[1]).toEqual(['untouched', '66.7 %', '33.3 %', '3', '4']);
  expect(chart.layout.yaxis).toMatchObject({ type: 'log' });
  const lines = chart.data as readonly { readonly name: string; readonly y: readonly number[] }[];
  expect(lines.map(({ name, y }) => [name, y])).toEqual([
    ['deq, median', [6, 2, 1e-4, 1e-4]],
    ['deq, largest', [8, 3, 2, 1]],
    ['tolerance 0.0002', [2e-4, 2e-4]],
  ]);
});
