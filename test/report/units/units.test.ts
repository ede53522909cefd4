import { expect, it } from 'vitest';
import { buildReport } from '../../../src/report/build';
import { points, share } from '../../../src/report/cell-text';
import { shareAxis } from '../../../src/report/charts/style';
import { cells, type Chart } from '../../../src/report/document';
import { chartInFractions } from '../../../src/report/units/chart-in-fractions';
import { nothing, rateOfCounts } from '../../../src/analysis/statistics/estimate';
import { decoupling, pgd } from '../../analysis/synthetic-run';
import { syntheticReport, unsigned } from '../synthetic-report';

const gain = { ...nothing, value: 0.032, low: -0.01, high: 0.054, n: 9, clusters: 9, method: 'bootstrap' } as const;

const chart: Chart = {
  kind: 'chart',
  id: 'c',
  title: 'Accuracy',
  caption: 'With 95 % intervals, up to 100\u00a0%.',
  alt: 'concat: 94.2\u00a0%.',
  height: 100,
  layout: { xaxis: { title: { text: 'budget' }, range: [0, 8] }, yaxis: shareAxis('answered correctly') },
  data: [
    {
      type: 'scatter',
      x: [0, 4],
      y: [94.2, null],
      error_y: { type: 'data', array: [1.1, 2], arrayminus: [3, 4] },
      hovertemplate: '%{text}: %{y:.1f} % at %{x:.2f}<extra></extra>',
    },
  ],
  table: {
    kind: 'table',
    caption: 'Differences in points',
    columns: [],
    rows: [cells('a', share(rateOfCounts(91, 102)), points(gain))],
  },
};

it('a chart: axes in per cent and what is drawn against them, never the budgets', () => {
  const { layout, data, caption, alt, table } = chartInFractions(chart);
  expect(layout).toMatchObject({ xaxis: { range: [0, 8] }, yaxis: { range: [-0.02, 1.02] } });
  expect(layout.yaxis).not.toHaveProperty('ticksuffix');
  expect(data[0]).toMatchObject({
    x: [0, 4],
    y: [0.942, null],
    error_y: { array: [0.011, 0.02], arrayminus: [0.03, 0.04] },
    hovertemplate: '%{text}: %{y:.3f} at %{x:.2f}<extra></extra>',
  });
  expect({ caption, alt }).toEqual({ caption: 'With 95 % intervals, up to 1.', alt: 'concat: 0.942.' });
  expect(table.caption).toBe('Differences');
  expect(table.rows[0]).toMatchObject({
    cells: [
      { text: 'a' },
      { text: '0.892', interval: '[0.817, 0.939]' },
      { text: '+0.032', interval: '[−0.010, +0.054]' },
    ],
  });
});

it('a chart in fractions already is not divided again', () => {
  const once = chartInFractions(chart);
  expect(chartInFractions(once).data).toEqual(once.data);
  expect(chartInFractions(once).layout).toEqual(once.layout);
});

it('a report in fractions says no share in per cent but in the words of its analyst, and has the same numbers', () => {
  const attacks = [decoupling(), decoupling(['image']), pgd([{ image: 0.1 }, { image: 0.2 }])];
  const wished = unsigned({
    ...syntheticReport({ count: 30, subjects: ['concat'], attacks }),
    notes: 'At least 90.0\u00a0% is asked for.',
  });
  const percent = buildReport(wished);
  const { parts, closing, appendices, cover, hashes } = buildReport({ ...wished, units: 'fraction' });
  expect(JSON.stringify(percent.parts)).toMatch(/\d\u00a0%/u);
  const said = JSON.stringify([parts, closing, appendices, cover]);
  expect(said).toContain('At least 90.0\u00a0% is asked for.');
  expect(said.replace('At least 90.0\u00a0%', '')).not.toMatch(/\d\u00a0%|\d points/u);
  expect(said).not.toContain(': %{y:.1f} %');
  expect(hashes).toEqual(percent.hashes);
});
