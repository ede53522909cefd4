import { expect, it } from 'vitest';
import { chartCsv } from '../../../src/renderer/charts/chart-csv';
import { heatMapChart } from '../../../src/renderer/results/heat-map-chart';
import { fractionFormat, percentFormat } from '../../../src/renderer/ui/use-shares';
import { analyse } from '../../../src/analysis/analyse';
import { decoupling, pgd, syntheticRun } from '../../analysis/synthetic-run';

const attacks = [decoupling(), pgd([{ image: 0.1 }, { image: 0.2 }])];
const analysis = analyse(syntheticRun({ count: 60, attacks }));
const models = analysis.subjects.flatMap((subject) => subject.models);
const settings = analysis.attacks;

it('has a cell per model and attack, in the table and as CSV with its interval', () => {
  const chart = heatMapChart({ models, settings, measure: 'robustAccuracy', shares: percentFormat });
  expect(chart.table.rows).toHaveLength(3);
  const lines = chartCsv(chart).trim().split('\r\n');
  expect(lines[0]).toBe('row,column,text,value,low,high');
  expect(lines).toHaveLength(1 + 3 * models.length);
  const { value, low, high } = models[0].removals[0].robustAccuracy;
  expect(lines[1].endsWith(`,${String(value)},${String(low)},${String(high)}`)).toBe(true);
});

it('is strongest where the attack achieves most, by either measure', () => {
  const scaleOf = (measure: 'robustAccuracy' | 'successRate'): unknown =>
    heatMapChart({ models, settings, measure, shares: percentFormat }).data[0].colorscale;
  expect(scaleOf('successRate')).toEqual([
    [0, 'rgba(213, 94, 0, 0)'],
    [1, 'rgba(213, 94, 0, 0.5)'],
  ]);
  expect(scaleOf('robustAccuracy')).toEqual([
    [0, 'rgba(213, 94, 0, 0.5)'],
    [1, 'rgba(213, 94, 0, 0)'],
  ]);
});

it('writes its cells in the unit chosen', () => {
  const annotations = (shares: typeof percentFormat): string =>
    JSON.stringify(heatMapChart({ models, settings, measure: 'robustAccuracy', shares }).layout.annotations);
  expect(annotations(percentFormat)).toMatch(/\d\u00a0%/u);
  expect(annotations(fractionFormat)).not.toMatch(/%/u);
});
