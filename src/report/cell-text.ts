import { decimal, interval, percent, percentNumber, signedPoints } from '../analysis/format';
import type { Estimate } from '../analysis/statistics/estimate';
import type { TableCell } from './document';

/** Share with its interval. */
export function share(estimate: Estimate | null | undefined): TableCell {
  if (!estimate || estimate.value === null) return { text: '–' };
  return { text: percent(estimate.value), interval: interval(estimate, percentNumber) };
}

/** Difference of shares, in percentage points. */
export function points(estimate: Estimate | null | undefined): TableCell {
  if (!estimate || estimate.value === null) return { text: '–' };
  return { text: signedPoints(estimate.value), interval: interval(estimate, signedPoints) };
}

export function amount(estimate: Estimate | null | undefined): TableCell {
  if (!estimate || estimate.value === null) return { text: '–' };
  return { text: decimal(estimate.value), interval: interval(estimate, decimal) };
}
