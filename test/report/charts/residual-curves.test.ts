import { expect, test } from 'vitest';
import { residualCurves } from '../../../src/report/charts/residual-curves';

const chart = residualCurves({
  ...{ id: 'r', title: 'Residual by step', caption: '', tolerances: [1e-3] },
  lines: [
    { name: 'short', residuals: [2, 0] },
    { name: 'long', residuals: Array.from({ length: 12 }, (_, step) => 2 ** -step) },
  ],
});

test('a residual of zero, which has no logarithm, is left out of the picture and stands in the table', () => {
  expect((chart.data[0] as { readonly y: readonly unknown[] }).y).toEqual([2, null]);
  const [short, long] = chart.table.rows.map((row) => (row.kind === 'cells' ? row.cells.map(({ text }) => text) : []));
  expect(chart.table.columns.map(({ title }) => title)).toEqual(['', '1', '2', '5', '10', 'last', 'steps']);
  expect(short).toEqual(['short', '2', '0', '–', '–', '0', '2']);
  expect(long.slice(0, 3)).toEqual(['long', '1', '0.5']);
});

test('who does not see it reads where each began and ended', () => {
  expect(chart.alt).toContain('short: 2 at the first step, 0 at step 2.');
});
