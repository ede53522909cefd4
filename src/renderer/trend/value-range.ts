import type { Estimate } from '../../analysis/statistics/estimate';

/** How much of what a measure can be its axis shows: `whole`, or only `near` the points, where small changes are seen. */
export const valueRanges = ['whole', 'near'] as const;
export type ValueRange = (typeof valueRanges)[number];

/** Least span of a narrowed axis, as a share: below it, a sample or two would look like a change. */
const narrowest = 0.02;
/** Room beyond the points, as a part of their span. */
const room = 0.05;

/** Lowest and highest value to show. All measures are shares, in [0, 1]; intervals are never cut. */
export function boundsOf(estimates: readonly Estimate[], range: ValueRange): readonly [low: number, high: number] {
  switch (range) {
    case 'whole':
      return [0, 1];
    case 'near': {
      const values = estimates.flatMap(({ value, low, high }) => [value ?? [], low ?? [], high ?? []].flat());
      const [lowest, highest] = [Math.min(...values), Math.max(...values)];
      const span = Math.min(1, Math.max(highest - lowest, narrowest) * (1 + 2 * room));
      const from = Math.min(Math.max(0, (lowest + highest - span) / 2), 1 - span);
      return [from, from + span];
    }
    default:
      return range satisfies never;
  }
}
