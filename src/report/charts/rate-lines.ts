import { percent } from '../../analysis/format';
import type { Rate } from '../../analysis/statistics/estimate';
import { errorBars } from './error-bars';
import { chartName, modelColour, modelMarker } from './style';

type Trace = Readonly<Record<string, unknown>>;

/** A share measured at one place of an axis. */
export interface RatePoint {
  readonly x: number;
  readonly rate: Rate;
  readonly value: number;
}

export interface RateLine<Point extends RatePoint> {
  /** Of the model. */
  readonly name: string;
  readonly points: readonly Point[];
}

/** The places of an axis at which something was measured. */
export function measuredPoints<Place extends { readonly x: number }>(
  places: readonly Place[],
  rateAt: (place: Place) => Rate | null | undefined,
): readonly (Place & RatePoint)[] {
  return places.flatMap((place) => {
    const rate = rateAt(place);
    const value = rate?.value ?? null;
    return rate === null || rate === undefined || value === null ? [] : [{ ...place, rate, value }];
  });
}

/** What a screen reader says of the lines: every point. */
export function spokenLines(lines: readonly RateLine<RatePoint & { readonly label: string }>[]): string {
  return lines
    .map(({ name, points }) => `${name}: ${points.map(({ label, value }) => `${label} ${percent(value)}`).join(', ')}.`)
    .join(' ');
}

/** Of points that have a name of their own, what is shown where one is pointed at. */
export function labelled(points: readonly { readonly label: string }[]): Trace {
  return {
    text: points.map(({ label }) => label),
    hovertemplate: '%{fullData.name}, %{text}: %{y:.1f} %<extra></extra>',
  };
}

/**
 * Plotly traces of a line per model, with intervals, in per cent.
 *
 * @param more of the trace: what its points are called
 */
export function rateTraces<Point extends RatePoint>(
  lines: readonly RateLine<Point>[],
  more: (points: readonly Point[]) => Trace,
): readonly Trace[] {
  return lines.map(({ name, points }, index) => ({
    type: 'scatter',
    mode: 'lines+markers',
    name: chartName(name),
    x: points.map(({ x }) => x),
    y: points.map(({ value }) => value * 100),
    line: { color: modelColour(index), width: 2.5 },
    marker: { color: modelColour(index), symbol: modelMarker(index), size: 9 },
    error_y: errorBars(
      points.map(({ rate }) => rate),
      { color: modelColour(index) },
    ),
    ...more(points),
  }));
}
