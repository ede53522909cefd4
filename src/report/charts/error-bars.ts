import type { Estimate } from '../../analysis/statistics/estimate';

export interface ErrorBarLook {
  readonly color: string;
  /** Of the line, and half of the cross line at its ends; pixels. */
  readonly thickness?: number;
  readonly width?: number;
  /** What a unit of the estimates is on the axis; per cent where not given. */
  readonly scale?: number;
}

/** Plotly's error bars to the bounds of estimates; none to a bound that is not known. */
export function errorBars(
  estimates: readonly Pick<Estimate, 'value' | 'low' | 'high'>[],
  { color, thickness = 1.5, width = 3, scale = 100 }: ErrorBarLook,
): Readonly<Record<string, unknown>> {
  return {
    type: 'data',
    symmetric: false,
    array: estimates.map(({ value, high }) => distance(value, high) * scale),
    arrayminus: estimates.map(({ value, low }) => distance(low, value) * scale),
    thickness,
    width,
    color,
  };
}

function distance(from: number | null, to: number | null): number {
  return from === null || to === null ? 0 : to - from;
}
