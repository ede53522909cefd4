import type { DegradationSetting } from '../../analysis/degradation-setting';
import { listOf, percent } from '../../analysis/format';
import type { DegradedModel } from '../../analysis/measures/degraded';
import type { Rate } from '../../analysis/statistics/estimate';
import { share } from '../cell-text';
import { cells, left, right, type Chart } from '../document';
import { errorBars } from './error-bars';
import { axis, baseLayout, chartName, modelColour, modelMarker, shareAxis } from './style';

/**
 * Accuracy against the level of noise, from none on.
 *
 * @param settings the levels of one sweep, rising
 */
export function noiseCurve(
  id: string,
  models: readonly DegradedModel[],
  settings: readonly DegradationSetting[],
): Chart {
  const where = listOf(settings[0].choice.modalities);
  const levels: readonly { readonly x: number; readonly rateOf: (model: DegradedModel) => Rate | undefined }[] = [
    { x: 0, rateOf: ({ accuracy }) => accuracy },
    ...settings.map(({ key, level }) => ({
      x: level,
      rateOf: ({ degraded }: DegradedModel) => degraded.find(({ setting }) => setting.key === key)?.accuracy,
    })),
  ];
  const series = models.map((model) => ({
    name: model.title,
    points: levels.flatMap(({ x, rateOf }) => {
      const rate = rateOf(model);
      const value = rate?.value ?? null;
      return rate === undefined || value === null ? [] : [{ x, rate, value }];
    }),
  }));
  const height = 285;
  return {
    kind: 'chart',
    id,
    title: `Accuracy under growing noise on ${where}`,
    caption:
      'With 95 % intervals, over all samples. The level is the probability of each change and the strength of the noise; all models see the same noise.',
    alt: series
      .map(
        ({ name, points }) => `${name}: ${points.map(({ x, value }) => `${String(x)} ${percent(value)}`).join(', ')}.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis('level of the noise', { range: [-0.03, Math.max(...levels.map(({ x }) => x)) + 0.03] }),
      yaxis: shareAxis('samples answered correctly'),
    },
    data: series.map(({ name, points }, index) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: chartName(name),
      x: points.map(({ x }) => x),
      y: points.map(({ value }) => value * 100),
      line: { color: modelColour(index), width: 2.5 },
      marker: { color: modelColour(index), symbol: modelMarker(index), size: 8 },
      error_y: errorBars(
        points.map(({ rate }) => rate),
        { color: modelColour(index) },
      ),
      hovertemplate: '%{fullData.name}, level %{x}: %{y:.1f} %<extra></extra>',
    })),
    table: {
      kind: 'table',
      caption: `Accuracy under noise on ${where}, by level`,
      columns: [left('model'), ...levels.map(({ x }) => right(x === 0 ? 'none' : String(x)))],
      rows: models.map((model) => cells(model.title, ...levels.map(({ rateOf }) => share(rateOf(model))))),
    },
  };
}
