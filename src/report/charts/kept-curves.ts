import { decimal, percent } from '../../analysis/format';
import type { RadiusCurve } from '../../analysis/measures/kept-radii';
import { share } from '../cell-text';
import { cells, left, right, type Chart } from '../document';
import { errorBars } from './error-bars';
import {
  axis,
  baseLayout,
  chartName,
  firstDrawn,
  modelColour,
  modelMarker,
  shareAxis,
  type ChosenModels,
} from './style';

export interface KeptLine {
  /** Of the model. */
  readonly title: string;
  readonly curve: RadiusCurve;
}

const words = {
  proven: {
    title: 'Certified accuracy within a radius',
    caption:
      'Share of all samples that are right and provably stay so, whatever is changed by less: a lower bound of what is left under any attack, with 95 % intervals over the samples.',
    axis: 'right, and proven to stay so',
    dash: 'solid',
  },
  estimated: {
    title: 'Estimate: accuracy within a radius',
    caption:
      'The same by slopes that were the largest of the training samples: an estimate and no bound. Steeper places may lie between the samples, where attacks need less.',
    axis: 'right, estimated to stay so',
    dash: 'dash',
  },
} as const;

/** Accuracy against the l2 of what is changed, by what is proven or by what is estimated: never both in one chart. */
export function keptCurves(
  which: keyof typeof words,
  id: string,
  what: string,
  lines: readonly KeptLine[],
  chosen: ChosenModels | null = null,
): Chart {
  const height = 285;
  const { drawn, note } = firstDrawn(lines, '; the table has them all', chosen);
  const { title, caption, axis: name, dash } = words[which];
  const furthest = Math.max(0, ...lines.flatMap(({ curve: { curve } }) => curve.map(({ radius }) => radius)));
  const shown = Array.from({ length: 5 }, (_, step) => Number(((step * furthest) / 4).toPrecision(2)));
  return {
    kind: 'chart',
    id,
    title: `${title}, ${what} changed`,
    caption: `${caption}${note}`,
    alt: lines
      .map(
        ({ title: model, curve }) =>
          `${model}: ${shown.map((radius) => `${decimal(radius)} ${percent(accuracyAt(curve, radius).value)}`).join(', ')}.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis(`l2 of the change, ${what}`, { rangemode: 'tozero' }),
      yaxis: shareAxis(name),
    },
    data: drawn.map(({ title: model, curve: { curve } }, index) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: chartName(model),
      x: curve.map(({ radius }) => radius),
      y: curve.map(({ accuracy }) => (accuracy.value ?? 0) * 100),
      // Between two radii no more than that of the next is known to be kept: no slope.
      line: { color: modelColour(index), width: 2.5, dash, shape: 'vh' },
      marker: { color: modelColour(index), symbol: modelMarker(index), size: 5 },
      error_y: errorBars(
        curve.map(({ accuracy }) => accuracy),
        { color: modelColour(index) },
      ),
      hovertemplate: '%{fullData.name}, l2 %{x:.3g}: %{y:.1f} %<extra></extra>',
    })),
    table: {
      kind: 'table',
      caption: `${title}, ${what} changed, by l2`,
      columns: [left('model'), ...shown.map((radius) => right(decimal(radius)))],
      rows: lines.map(({ title: model, curve }) =>
        cells(model, ...shown.map((radius) => share(accuracyAt(curve, radius)))),
      ),
    },
  };
}

/** It falls only: between two radii of a curve it is at least that of the next; beyond the last nothing is kept. */
function accuracyAt({ curve }: RadiusCurve, radius: number) {
  return (
    curve.find((point) => point.radius >= radius)?.accuracy ?? { ...curve[curve.length - 1].accuracy, value: 0, low: 0 }
  );
}
