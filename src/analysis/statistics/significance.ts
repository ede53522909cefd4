import type { Observation } from './estimate';
import { mean } from './bootstrap';
import { generatorFor } from './generator';

/** Fewest paired training seeds that can show anything at the 5 % level: 2/2⁶ = 0.031, 2/2⁵ = 0.063. */
export const seedsNeeded = 6;

/** Holm's step-down correction: adjusted p-values, in the order given. */
export function holm(pValues: readonly number[]): readonly number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]));
    adjusted[index] = largest;
  });
  return adjusted;
}

/** Up to so many differences all sign patterns are tried: 2²⁰ take some milliseconds. */
const MOST_EXACT = 20;

/**
 * Two-sided sign-flip test that paired differences, one per training seed, have mean zero. Up to 20 differences all 2ˢ
 * sign patterns are tried, so the smallest possible p is 2/2ˢ; of more, 1,999 seeded random ones (`groupSignFlip`).
 */
function signFlip(differences: readonly number[]): number {
  if (differences.length <= MOST_EXACT) return exactSignFlip(differences);
  const samples = differences.map((value, seed) => ({ value, group: String(seed) }));
  return groupSignFlip(samples, 'training seeds');
}

/** @param differences at most 20 */
export function exactSignFlip(differences: readonly number[]): number {
  const count = differences.length;
  if (count === 0) return 1;
  if (count > MOST_EXACT)
    throw new RangeError(`The exact sign-flip test takes at most ${String(MOST_EXACT)} differences.`);
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0));
  // Sums of the same terms in another order differ in the last bit: they count as equal.
  const slack = 1e-12 * differences.reduce((sum, value) => sum + Math.abs(value), 0);
  let extreme = 0;
  for (let signs = 0; signs < 2 ** count; signs += 1) {
    let sum = 0;
    for (let index = 0; index < count; index += 1) {
      sum += (signs >>> index) & 1 ? differences[index] : -differences[index];
    }
    if (Math.abs(sum) >= observed - slack) extreme += 1;
  }
  return extreme / 2 ** count;
}

/** What paired training seeds can say. `p` is null below six: then nothing could have come out significant. */
export interface SeedTest {
  readonly p: number | null;
  readonly seeds: number;
  /** Smallest true difference that this many seeds, spread as they are, would show in four of five studies. */
  readonly detectable: number | null;
}

/** Sign-flip test over paired training seeds; below six seeds inconclusive, with the detectable difference. */
export function seedTest(differences: readonly number[]): SeedTest {
  const seeds = differences.length;
  const detectable = detectableDifference(differences);
  return { p: seeds < seedsNeeded ? null : signFlip(differences), seeds, detectable };
}

/** (t₀.₉₇₅ + t₀.₈) · s / √S: two-sided 5 % level, 80 % power, Student's t. Null below two seeds. */
function detectableDifference(differences: readonly number[]): number | null {
  const seeds = differences.length;
  if (seeds < 2) return null;
  const centre = mean(differences);
  const spread = Math.sqrt(differences.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (seeds - 1));
  const row = Math.min(seeds - 2, studentT.length - 1);
  return ((studentT[row][0] + studentT[row][1]) * spread) / Math.sqrt(seeds);
}

/** Quantiles 0.975 and 0.8 of Student's t with 1, 2, … degrees of freedom; the last row serves all larger ones. */
const studentT: readonly (readonly [number, number])[] = [
  [12.706, 1.376],
  [4.303, 1.061],
  [3.182, 0.978],
  [2.776, 0.941],
  [2.571, 0.92],
  [2.447, 0.906],
  [2.365, 0.896],
  [2.306, 0.889],
  [2.262, 0.883],
];

/**
 * Two-sided sign-flip test over groups for paired differences of samples: 1,999 seeded random sign patterns, the
 * observed one counted (so p ≥ 0.0005).
 */
export function groupSignFlip(samples: readonly Observation[], key: string): number {
  const sums = new Map<string, number>();
  for (const { value, group } of samples) sums.set(group, (sums.get(group) ?? 0) + value);
  const groups = [...sums.values()].filter((sum) => sum !== 0);
  if (groups.length === 0) return 1;
  const observed = Math.abs(groups.reduce((sum, value) => sum + value, 0));
  const slack = 1e-12 * groups.reduce((sum, value) => sum + Math.abs(value), 0);
  const draw = generatorFor(key);
  const trials = 1999;
  let extreme = 1;
  for (let trial = 0; trial < trials; trial += 1) {
    let sum = 0;
    for (const value of groups) sum += draw() < 0.5 ? value : -value;
    if (Math.abs(sum) >= observed - slack) extreme += 1;
  }
  return extreme / (trials + 1);
}
