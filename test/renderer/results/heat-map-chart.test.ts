import { describe, expect, it } from 'vitest';
import { chartCsv } from '../../../src/renderer/charts/chart-csv';
import { contrast, readable, rgbOf } from '../../../src/renderer/charts/contrast';
import { rampAt, rampScale } from '../../../src/renderer/charts/ramp';
import { corruptionMap } from '../../../src/renderer/results/corruption-map';
import { heatMapChart } from '../../../src/renderer/results/heat-map-chart';
import { fractionFormat, percentFormat } from '../../../src/renderer/ui/use-shares';
import { analyse } from '../../../src/analysis/analyse';
import { decoupling, pgd, syntheticRun } from '../../analysis/synthetic-run';

const attacks = [decoupling(), pgd([{ image: 0.1 }, { image: 0.2 }])];
const analysis = analyse(syntheticRun({ count: 60, attacks }));
const models = analysis.subjects.flatMap((subject) => subject.models);
const settings = analysis.attacks;

it('has a cell per model and attack, in the table and as CSV with its interval', () => {
  const chart = heatMapChart({ models, settings, measure: 'robustAccuracy', shares: percentFormat, scheme: 'light' });
  expect(chart.table.rows).toHaveLength(3);
  const lines = chartCsv(chart).trim().split('\r\n');
  expect(lines[0]).toBe('row,column,text,value,low,high');
  expect(lines).toHaveLength(1 + 3 * models.length);
  const { value, low, high } = models[0].removals[0].robustAccuracy;
  expect(lines[1].endsWith(`,${String(value)},${String(low)},${String(high)}`)).toBe(true);
});

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  const chartOf = (measure: 'robustAccuracy' | 'successRate') =>
    heatMapChart({ models, settings, measure, shares: percentFormat, scheme });

  it('is strongest where the attack achieves most, by either measure', () => {
    const [[, none], [, all]] = rampScale(scheme, true);
    expect(none).not.toBe(all);
    expect(chartOf('successRate').data[0].colorscale).toEqual([
      [0, none],
      [1, all],
    ]);
    expect(chartOf('robustAccuracy').data[0].colorscale).toEqual([
      [0, all],
      [1, none],
    ]);
  });

  it.each(['robustAccuracy', 'successRate'] as const)('has text that can be read on every cell, by %s', (measure) => {
    const { layout, data } = chartOf(measure);
    const cells = data[0].z as readonly (readonly (number | null)[])[];
    const notes = layout.annotations as readonly { x: number; y: number; font: { color: string } }[];
    expect(notes.length).toBeGreaterThanOrEqual(cells.flat().length);
    for (const { x, y, font } of notes) {
      const share = cells[y][x] ?? (measure === 'successRate' ? 0 : 1);
      const cell = rampAt(scheme, measure === 'successRate' ? share : 1 - share);
      expect(contrast(rgbOf(font.color), cell)).toBeGreaterThanOrEqual(readable);
    }
  });
});

it('writes its cells in the unit chosen', () => {
  const annotations = (shares: typeof percentFormat): string =>
    JSON.stringify(
      heatMapChart({ models, settings, measure: 'robustAccuracy', shares, scheme: 'light' }).layout.annotations,
    );
  expect(annotations(percentFormat)).toMatch(/\d\u00a0%/u);
  expect(annotations(fractionFormat)).not.toMatch(/%/u);
});

it('has a cell per corruption and severity of a model, strongest where least is right', () => {
  const [model] = analyse(
    syntheticRun({
      count: 60,
      attacks: [],
      plan: {
        degradations: [
          { name: 'corruption', modalities: ['image'], kinds: ['fog', 'jpeg'], severities: [1, 5] },
          { name: 'corruption', modalities: ['text'], kinds: ['swap'], severities: [3] },
        ],
      },
    }),
  ).subjects[0].models;
  const { data, table, layout } = corruptionMap({
    model: model.title,
    corruptions: model.corruptions!,
    shares: percentFormat,
    scheme: 'light',
  });
  expect(table.columns).toHaveLength(4);
  const [{ accuracy: mild }, { accuracy: plain }] = model.corruptions!.kinds[0].severities;
  expect((data[0].z as number[][])[0]).toEqual([mild.value, null, plain.value]);
  // Number and interval of the five that were measured, a dash for each of the others.
  expect(layout.annotations).toHaveLength(2 * 5 + 4);
  expect(data[0].colorscale).toEqual(rampScale('light', false));
});
