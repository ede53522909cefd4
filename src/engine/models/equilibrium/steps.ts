/** When the residual ‖f(x) − x‖ of a row is small enough: as it is, or divided by 1e-5 + ‖f(x)‖. */
export interface StopRule {
  readonly kind: 'absolute' | 'relative';
  readonly tolerance: number;
}

/** Rows of `width` numbers, one after the other. */
export type Points = Float64Array;

/** How a solver comes from one point of a row to the next. It remembers the points that it has seen. */
export interface Steps {
  /** Is nothing to be expected of further steps? @param residuals at all points seen, the last one unsolved */
  giveUp(residuals: readonly number[]): boolean;
  /** Moves the point in place. @param difference f(point) − point, kept but not written to */
  move(point: Points, value: Points, difference: Points): void;
}

export function dot(a: Points, b: Points): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index] * b[index];
  return sum;
}
