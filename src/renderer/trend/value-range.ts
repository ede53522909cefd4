import { signedPoints } from '../../analysis/format';
import type { MeasureUnit } from '../../analysis/measure';
import type { Estimate } from '../../analysis/statistics/estimate';
import type { ShareFormat } from '../ui/use-shares';

/** How much of what a measure can be its axis shows: `whole`, or only `near` the points, where small changes are seen. */
export const valueRanges = ['whole', 'near'] as const;
export type ValueRange = (typeof valueRanges)[number];

/** Least span of a narrowed axis, as a share: below it, a sample or two would look like a change. */
const narrowest = 0.02;
/** Room beyond the points, as a part of their span. */
const room = 0.05;

/** All that a measure can be: a share, or a difference of two. */
export function wholeRange(unit: MeasureUnit): readonly [low: number, high: number] {
  switch (unit) {
    case 'share':
      return [0, 1];
    case 'points':
      return [-1, 1];
    default:
      return unit satisfies never;
  }
}

/** Lowest and highest value to show; intervals are never cut. */
export function boundsOf(
  estimates: readonly Estimate[],
  range: ValueRange,
  unit: MeasureUnit,
): readonly [low: number, high: number] {
  const [least, most] = wholeRange(unit);
  switch (range) {
    case 'whole':
      return [least, most];
    case 'near': {
      const values = estimates.flatMap(({ value, low, high }) => [value ?? [], low ?? [], high ?? []].flat());
      const [lowest, highest] = [Math.min(...values), Math.max(...values)];
      const span = Math.min(most - least, Math.max(highest - lowest, narrowest) * (1 + 2 * room));
      const from = Math.min(Math.max(least, (lowest + highest - span) / 2), most - span);
      return [from, from + span];
    }
    default:
      return range satisfies never;
  }
}

/** A bound of the value axis. */
export function boundText(value: number, unit: MeasureUnit, shares: ShareFormat): string {
  return unit === 'share' ? shares.share(value) : shares.text(`${signedPoints(value)} points`);
}
