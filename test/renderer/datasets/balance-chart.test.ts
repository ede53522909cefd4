import { expect, it } from 'vitest';
import { chartCsv } from '../../../src/renderer/charts/chart-csv';
import { balanceChart } from '../../../src/renderer/datasets/balance-chart';
import { percentFormat } from '../../../src/renderer/ui/use-shares';

const chart = balanceChart(
  { classes: ['fits', 'fits not'], splits: { train: 8, validation: 4, test: 0 } },
  { train: [6, 2], validation: [1, 3], test: [0, 0] },
  percentFormat,
);

it('draws the share of every class in every split, and has the counts in its table', () => {
  expect(chart.data.map(({ name, x }) => [name, x])).toEqual([
    ['Training', [75, 25]],
    ['Validation', [25, 75]],
    ['Test', [0, 0]],
  ]);
  expect(chart.table.rows[0]).toMatchObject({
    cells: [{ text: 'fits' }, { text: '6 (75.0\u00a0%)' }, { text: '1 (25.0\u00a0%)' }, { text: '0 (–)' }],
  });
});

it('as CSV, a line per class and split', () => {
  expect(chartCsv(chart).split('\r\n')[1]).toBe('Training,"fits: 6",0.75,0,,');
});
