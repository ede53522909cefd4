import type { Estimate } from '../../analysis/statistics/estimate';
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

export interface RadiusLine {
  /** Of the model. */
  readonly title: string;
  /** As it is drawn; it may say more than the model. */
  readonly name: string;
  /** By rising radius, which accuracy falls with. */
  readonly curve: readonly { readonly radius: number; readonly accuracy: Estimate }[];
}

export interface RadiusCurves {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly alt: string;
  readonly lines: readonly RadiusLine[];
  /** Null: the first. */
  readonly chosen: ChosenModels | null;
  readonly axes: {
    readonly title: string;
    /** Besides, of the axis of radii. */
    readonly radius: Readonly<Record<string, unknown>>;
    readonly accuracy: string;
  };
  /** How a radius is shown where a point is pointed at, as plotly writes it: `%{x} elements`. */
  readonly hover: string;
  readonly dash: 'solid' | 'dash';
  /** Size of the markers, in CSS pixels. */
  readonly marker: number;
  readonly table: {
    readonly caption: string;
    readonly first: string;
    /** Radii that it tells of. */
    readonly radii: readonly number[];
    readonly text: (radius: number) => string;
  };
  /** What is known at a radius between those of a curve, and behind its last. */
  readonly accuracyAt: (line: RadiusLine, radius: number) => Estimate;
}

/** Accuracy against how much is changed, with intervals: what is proven, or estimated, to stay right. */
export function radiusCurves(chart: RadiusCurves): Chart {
  const { lines, axes, table } = chart;
  const height = 285;
  const { drawn, note } = firstDrawn(lines, '; the table has them all', chart.chosen);
  return {
    kind: 'chart',
    id: chart.id,
    title: chart.title,
    caption: `${chart.caption}${note}`,
    alt: chart.alt,
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis(axes.title, { rangemode: 'tozero', ...axes.radius }),
      yaxis: shareAxis(axes.accuracy),
    },
    data: drawn.map(({ name, curve }, index) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: chartName(name),
      x: curve.map(({ radius }) => radius),
      y: curve.map(({ accuracy }) => (accuracy.value ?? 0) * 100),
      // As far as the next radius it is that of the next: a slope between the two would promise more than is known.
      line: { color: modelColour(index), width: 2.5, dash: chart.dash, shape: 'vh' },
      marker: { color: modelColour(index), symbol: modelMarker(index), size: chart.marker },
      error_y: errorBars(
        curve.map(({ accuracy }) => accuracy),
        { color: modelColour(index) },
      ),
      hovertemplate: `%{fullData.name}, ${chart.hover}: %{y:.1f} %<extra></extra>`,
    })),
    table: {
      kind: 'table',
      caption: table.caption,
      columns: [left(table.first), ...table.radii.map((radius) => right(table.text(radius)))],
      rows: lines.map((line) =>
        cells(line.name, ...table.radii.map((radius) => share(chart.accuracyAt(line, radius)))),
      ),
    },
  };
}
