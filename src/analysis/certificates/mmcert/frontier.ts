import type { Vote } from '../../../shared/certificates/vote-test';
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
 * How the certified radius of one modality trades against that of another, with the other modalities left alone.
 *
 * @param pair places of the two among the modalities
 * @returns null where nothing is certified: the ensemble abstains
 */
export function frontier(
  vote: Vote,
  modalities: readonly Sampled[],
  tampering: Tampering,
  pair: readonly [number, number],
): readonly FrontierPoint[] | null {
  return frontierOf(keeper(vote, modalities, tampering), modalities, pair);
}

/**
 * For radii of the first of two modalities, the largest of the second at which something still holds. All radii where they
 * are few, evenly spaced ones otherwise; both ends always.
 *
 * @param keeps at a radius of every modality; what fails at one fails at every larger one
 * @param pair places of the two among the modalities
 * @returns null where it does not hold where nothing is attacked
 */
export function frontierOf(
  keeps: (radius: readonly number[]) => boolean,
  modalities: readonly Pick<Sampled, 'n'>[],
  [first, second]: readonly [number, number],
): readonly FrontierPoint[] | null {
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
