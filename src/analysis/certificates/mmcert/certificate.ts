import { boundsOf, exactPValue, isKept, type Bounds, type Vote } from '../../../shared/certificates/vote-test';
import { neededLead, reached, type Sampled, type Tampering } from './overlap';

export interface Certificate extends Bounds {
  /** δ at the radius asked for, of the modify attack. */
  readonly delta: number;
  readonly pValue: number | null;
  readonly certified: boolean;
}

/** @param radius elements of each modality that an attacker may touch, whole numbers */
export function certify(
  vote: Vote,
  modalities: readonly Sampled[],
  radius: readonly number[],
  tampering: Tampering,
): Certificate {
  const bounds = boundsOf(vote);
  const lead = neededLead(modalities, radius, tampering);
  return {
    ...bounds,
    delta: reached(modalities, radius),
    pValue: exactPValue(vote, lead),
    certified: isKept(vote, bounds, lead),
  };
}

/**
 * Largest r for which the radius is certified along a ray. The needed lead rises with the radius, so r is found by
 * doubling and bisection.
 *
 * @param along the radius at r
 * @returns null where not even r = 0 is certified: the ensemble abstains
 */
export function largestRadius(
  vote: Vote,
  modalities: readonly Sampled[],
  tampering: Tampering,
  along: (r: number) => readonly number[],
): readonly number[] | null {
  const keeps = keeper(vote, modalities, tampering);
  // Where nothing is drawn of what is attacked, every radius holds; more elements than there are need no answer.
  const largest = largestThat((r) => keeps(along(r)), Math.max(...modalities.map(({ n }) => n)));
  return largest === null ? null : along(largest);
}

/** Is the label kept at a radius? The votes are read once for all of them. */
export function keeper(
  vote: Vote,
  modalities: readonly Sampled[],
  tampering: Tampering,
): (radius: readonly number[]) => boolean {
  const bounds = boundsOf(vote);
  return (radius) => isKept(vote, bounds, neededLead(modalities, radius, tampering));
}

/** The largest whole number up to `most` that holds, where none above one that fails does; null where not even 0 does. */
export function largestThat(holds: (r: number) => boolean, most: number): number | null {
  if (!holds(0)) return null;
  let high = 1;
  while (high <= most && holds(high)) high *= 2;
  let low = Math.floor(high / 2);
  high = Math.min(high, most + 1);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
