import { describe, expect, it } from 'vitest';
import { rateOfCounts, type Estimate } from '../../../src/analysis/statistics/estimate';
import type { TrendSeries } from '../../../src/renderer/trend/series';
import { trendChart, type TrendLook } from '../../../src/renderer/trend/trend-chart';
import { fractionFormat, percentFormat } from '../../../src/renderer/ui/use-shares';

const estimate = (value: number, low: number, high: number): Estimate => ({ ...rateOfCounts(1, 2), value, low, high });

describe('the chart', () => {
  const run = {
    id: 'run-1',
    name: 'Study',
    state: 'finished',
    planHash: 'plan',
    createdAt: '2026-01-01T00:00:00.000Z',
    records: 10,
    recordsExpected: 10,
    device: 'wasm',
    systems: [],
    reference: null,
    measured: { appVersion: '1', datasetHash: 'data', analysisVersion: 1 },
    outcome: 'none-asked',
  } as const;
  const series: readonly TrendSeries[] = [
    {
      name: 'concat',
      place: 0,
      points: [{ run, estimate: estimate(0.82, 0.8, 0.84), version: null, standing: 'sound' }],
    },
  ];
  const drawn = (look: Partial<TrendLook>) => {
    const whole = { palette: 'okabe', shares: percentFormat, range: 'whole' } as const;
    const { layout, data, table, alt, caption } = trendChart(series, { kind: 'accuracy' }, null, { ...whole, ...look });
    const { range, ticksuffix } = layout.yaxis as { readonly range: readonly number[]; readonly ticksuffix: string };
    const [row] = table.rows;
    return { range, ticksuffix, y: data[0].y, alt, caption, value: row.kind === 'cells' ? row.cells[3] : null };
  };

  it('writes shares as the person chose, on the axis, in the table and in words', () => {
    expect(drawn({})).toMatchObject({
      range: [-2, 102],
      ticksuffix: ' %',
      y: [82],
      alt: 'concat: 2026-01-01 82.0\u00a0% [80.0, 84.0].',
      value: { text: '82.0\u00a0%', interval: '[80.0, 84.0]' },
    });
    expect(drawn({ shares: fractionFormat })).toMatchObject({
      range: [-0.02, 1.02],
      ticksuffix: '',
      y: [0.82],
      alt: 'concat: 2026-01-01 0.820 [0.800, 0.840].',
      // The page writes a table in fractions as a whole.
      value: { text: '82.0\u00a0%', interval: '[80.0, 84.0]', unit: 'percent' },
    });
  });

  it('writes differences in points, or as fractions, on their own axis', () => {
    const gain = { kind: 'fusion-gain' } as const;
    const chart = (shares: TrendLook['shares']) =>
      trendChart(series, gain, null, { palette: 'okabe', shares, range: 'whole' });
    expect(chart(percentFormat)).toMatchObject({
      alt: 'concat: 2026-01-01 +82.0 points [+80.0, +84.0].',
      layout: { yaxis: { range: [-104, 104], ticksuffix: '' } },
    });
    expect(chart(fractionFormat)).toMatchObject({
      title: 'Gain of fusing over the best single',
      alt: 'concat: 2026-01-01 +0.820 [+0.800, +0.840].',
      layout: { yaxis: { range: [-1.04, 1.04] } },
    });
  });

  it('shows runs that are minutes apart over minutes, not hours', () => {
    const [{ points }] = series;
    const later = { ...points[0], run: { ...run, createdAt: '2026-01-01T00:10:00.000Z' } };
    const look = { palette: 'okabe', shares: percentFormat, range: 'near' } as const;
    const { layout } = trendChart([{ ...series[0], points: [...points, later] }], { kind: 'accuracy' }, null, look);
    expect((layout.xaxis as { readonly range: unknown }).range).toEqual(['2025-12-31 23:59:00', '2026-01-01 00:11:00']);
  });

  it('says of an axis that is cut what it shows', () => {
    const { range, caption } = drawn({ range: 'near' });
    expect(range[0]).toBeGreaterThan(79);
    expect(range[1]).toBeLessThan(85);
    expect(caption).toContain('The value axis shows 79.8\u00a0% to 84.2\u00a0% only.');
    expect(drawn({}).caption).not.toContain('only.');
  });
});
