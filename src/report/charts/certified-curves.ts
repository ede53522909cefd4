import { percent } from '../../analysis/format';
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

export interface CertifiedLine {
  /** Of the model. */
  readonly title: string;
  /** Of the model, and of what is certified where there is more than one. */
  readonly name: string;
  readonly ray: { readonly curve: readonly { readonly radius: number; readonly accuracy: Estimate }[] };
}

/** What is certified: `modified`, of `the image`. */
export interface Tampered {
  readonly done: string;
  readonly of: string;
  /** What is answered; left out: samples. */
  readonly what?: 'samples' | 'pixels';
}

/** Certified accuracy against the elements tampered with, which falls where certificates of samples end. */
export function certifiedCurves(
  id: string,
  { done, of, what = 'samples' }: Tampered,
  lines: readonly CertifiedLine[],
  chosen: ChosenModels | null = null,
): Chart {
  const height = 285;
  const { drawn, note } = firstDrawn(lines, '; the table has them all', chosen);
  const radii = [...new Set(lines.flatMap(({ ray }) => ray.curve.map(({ radius }) => radius)))].sort((a, b) => a - b);
  const shown =
    radii.length <= 8 ? radii : [0, 1, 2, 4, 8, 16, 32, 64, 128, 256].filter((r) => r <= radii[radii.length - 1]);
  return {
    kind: 'chart',
    id,
    title: `Certified accuracy with elements of ${of} ${done}`,
    caption: `Share of all ${what} that the ensemble answers correctly and provably goes on to, whichever so many elements are ${done}: a lower bound, with 95 % intervals${what === 'samples' ? ' over the samples' : ', from pixels summed over samples'}.${note}`,
    alt: lines
      .map(
        ({ name, ray }) =>
          `${name}: ${ray.curve.map(({ radius, accuracy }) => `${String(radius)} ${percent(accuracy.value)}`).join(', ')}.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis(`elements ${done}, of ${of}`, {
        rangemode: 'tozero',
        ...(radii[radii.length - 1] <= 12 ? { dtick: 1 } : {}),
      }),
      yaxis: shareAxis('certified and correct'),
    },
    data: drawn.map(({ name, ray: { curve } }, index) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: chartName(name),
      x: curve.map(({ radius }) => radius),
      y: curve.map(({ accuracy }) => (accuracy.value ?? 0) * 100),
      // As far as the next radius it is that of the next: a slope between the two would promise more than is proven.
      line: { color: modelColour(index), width: 2.5, shape: 'vh' },
      marker: { color: modelColour(index), symbol: modelMarker(index), size: 7 },
      error_y: errorBars(
        curve.map(({ accuracy }) => accuracy),
        { color: modelColour(index) },
      ),
      hovertemplate: '%{fullData.name}, %{x} elements: %{y:.1f} %<extra></extra>',
    })),
    table: {
      kind: 'table',
      caption: `Certified accuracy by elements of ${of} ${done}`,
      columns: [left('ensemble of'), ...shown.map((radius) => right(String(radius)))],
      rows: lines.map(({ name, ray }) => cells(name, ...shown.map((radius) => share(accuracyAt(ray, radius))))),
    },
  };
}

/** Certified accuracy falls only: between two radii of a curve it is that of the next. */
function accuracyAt({ curve }: CertifiedLine['ray'], radius: number) {
  return (curve.find((point) => point.radius >= radius) ?? curve[curve.length - 1]).accuracy;
}
