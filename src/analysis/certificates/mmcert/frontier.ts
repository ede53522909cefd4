import type { Vote } from '../../../shared/vote-test';
import { keeper, largestThat } from './certificate';
import type { Sampled, Tampering } from './overlap';

/** Elements of two modalities that may be attacked at once. */
export interface FrontierPoint {
  readonly first: number;
  /** The most of the second that is certified beside them. */
  readonly second: number;
}

/** Points that are computed at most: the curve between them is known not to rise. */
const mostPoints = 41;

/**
 * How the certified radius of one modality trades against that of another: for radii of the first, the largest of the
 * second, with the other modalities left alone. All of them where they are few, evenly spaced ones otherwise; both ends
 * always.
 *
 * @param pair places of the two among the modalities
 * @returns null where nothing is certified: the ensemble abstains
 */
export function frontier(
  vote: Vote,
  modalities: readonly Sampled[],
  tampering: Tampering,
  [first, second]: readonly [number, number],
): readonly FrontierPoint[] | null {
  const keeps = keeper(vote, modalities, tampering);
  const radius = (a: number, b: number): readonly number[] =>
    modalities.map((_, place) => (place === first ? a : place === second ? b : 0));
  const most = largestThat((r) => keeps(radius(r, 0)), modalities[first].n);
  if (most === null) return null;
  const count = Math.min(most + 1, mostPoints);
  const radii = Array.from({ length: count }, (_, index) =>
    count === 1 ? 0 : Math.round((index * most) / (count - 1)),
  );
  return radii.map((a) => ({
    first: a,
    second: largestThat((r) => keeps(radius(a, r)), modalities[second].n) ?? 0,
  }));
}
