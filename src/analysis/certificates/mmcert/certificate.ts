import { winnerOf } from '../../../shared/answer';
import { binomialTail, lowerBound, upperBound } from '../../statistics/binomial';
import { neededLead, reached, type Sampled, type Tampering } from './overlap';

/** Votes of the ensemble on one sample, and the level of the certificate. */
export interface Vote {
  /** Draws that voted for each class; two or more classes. */
  readonly votes: readonly number[];
  /** Probability that a certificate is wrong, over the draws. */
  readonly alpha: number;
  /**
   * Halves the level. The level holds for a label fixed beforehand; for the winner of the same votes this makes it strict.
   */
  readonly strict: boolean;
}

/** What the votes say of the label probabilities. */
export interface Bounds {
  /** The class with most votes, the first among equals. */
  readonly label: number;
  /** Of the label's probability: BetaPPF(α/C; N_A, N − N_A + 1). */
  readonly lower: number;
  /** Of every other's: min(max_l BetaPPF(1 − α/C; N_l + 1, N − N_l), 1 − lower). */
  readonly upper: number;
}

export function boundsOf({ votes, alpha, strict }: Vote): Bounds {
  const total = votes.reduce((sum, count) => sum + count, 0);
  const label = winnerOf(votes);
  const level = alpha / (strict ? 2 : 1) / votes.length;
  const lower = lowerBound(votes[label], total, level);
  const rival = Math.max(...votes.filter((_, index) => index !== label));
  return { label, lower, upper: Math.min(upperBound(rival, total, level), 1 - lower) };
}

/**
 * Exact p-value of H₀: p_A ≤ ½ + lead/2, with two classes: P[Bin(N, ½ + lead/2) ≥ N_A]; 1 where A has no majority. For
 * the modify attack lead/2 = δ. Null with more classes.
 */
export function exactPValue({ votes }: Vote, lead: number): number | null {
  if (votes.length !== 2) return null;
  const total = votes[0] + votes[1];
  const most = Math.max(...votes);
  return 2 * most <= total ? 1 : binomialTail(most, total, Math.min(1, 0.5 + lead / 2));
}

/** Is the label kept whatever an attacker of this lead does? Two classes: exact test at α. More: T1 on the bounds. */
function isKept(vote: Vote, bounds: Bounds, lead: number): boolean {
  if (!(lead < 1)) return false;
  const p = exactPValue(vote, lead);
  return p === null ? bounds.lower - bounds.upper > lead : p <= vote.alpha / (vote.strict ? 2 : 1);
}

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
