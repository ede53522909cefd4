import { correctedTogether } from '../../analysis/comparison/joint-correction';
import type { RunComparison } from '../../analysis/comparison/run-difference';

/** What is known so far of runs beside a baseline, by `pairKey`. */
export type Known = ReadonlyMap<string, RunComparison>;

export function pairKey({ a, b }: Pick<RunComparison, 'a' | 'b'>): string {
  return `${a}/${b}`;
}

/**
 * The comparisons of the runs shown with the baseline, corrected over all of them; null while one is missing, as its
 * tests belong to the correction too.
 */
export function jointly(known: Known, runs: readonly string[], base: string): Known | null {
  const own = runs.flatMap((a) => known.get(pairKey({ a, b: base })) ?? []);
  if (own.length < runs.length) return null;
  return new Map(correctedTogether(own).map((comparison) => [pairKey(comparison), comparison]));
}
