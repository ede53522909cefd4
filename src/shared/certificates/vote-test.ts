/** What the votes of an ensemble say of its label, for certificates and for when more votes are of no use to them. */
import { winnerOf } from '../records/answer';
import { binomialTail, lowerBound, upperBound } from './binomial';

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
export function isKept(vote: Vote, bounds: Bounds, lead: number): boolean {
  if (!(lead < 1)) return false;
  const p = exactPValue(vote, lead);
  return p === null ? bounds.lower - bounds.upper > lead : p <= vote.alpha / (vote.strict ? 2 : 1);
}
