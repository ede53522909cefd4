import { decimal, interval, percentEstimate, signedPoints } from '../format';
import type { Estimate } from '../statistics/estimate';

/** A figure of one model, and of how many samples it is. */
export interface Cell {
  readonly value: string;
  readonly n: number | null;
}
/** A row has a cell per model; the title of an attack has none. */
export interface Row {
  readonly name: string;
  readonly cells: readonly Cell[];
}

export const nothing: Cell = { value: '–', n: null };

export function share(estimate: Estimate | null | undefined): Cell {
  if (estimate === null || estimate === undefined || estimate.n === 0) return nothing;
  return { value: percentEstimate(estimate), n: estimate.n };
}

export function points(estimate: Estimate | undefined): Cell {
  if (estimate === undefined || estimate.value === null) return nothing;
  return { value: `${signedPoints(estimate.value)} ${interval(estimate, signedPoints)}`.trimEnd(), n: estimate.n };
}

export function amount(estimate: Estimate | null | undefined): Cell {
  const value = estimate?.value ?? null;
  if (estimate === null || estimate === undefined || value === null) return nothing;
  return { value: `${decimal(value)} ${interval(estimate, decimal)}`.trimEnd(), n: estimate.n };
}
