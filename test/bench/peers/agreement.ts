/** How far two attacks on the same samples agree, and whether that is agreement by the rule of this project. */
import { lowerBound, upperBound } from '../../../src/shared/certificates/binomial';

/** At least so many samples, at most so many verdicts that differ, and robust accuracies no further apart. */
export const rule = { samples: 1000, differ: 0.01, apart: 0.01 } as const;

/** Of two attacks' verdicts on the same samples, as shares. */
export interface Agreement {
  readonly n: number;
  /** Robust accuracy of either. */
  readonly own: number;
  readonly theirs: number;
  /** Verdicts that differ. */
  readonly differ: number;
  /** own − theirs, and an interval of at least 95 %. */
  readonly apart: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The interval is exact for pairs, whatever the attacks have in common: each of the two kinds of pairs that differ has its
 * Clopper-Pearson bounds at 97.5 %, so that both hold together at 95 %.
 *
 * @throws Error when they are not of the same samples
 */
export function agreementOf(own: readonly boolean[], theirs: readonly boolean[]): Agreement {
  const n = own.length;
  if (n === 0 || theirs.length !== n) throw new Error(`${String(theirs.length)} verdicts beside ${String(n)}.`);
  const ownAlone = own.filter((held, at) => held && !theirs[at]).length;
  const theirsAlone = theirs.filter((held, at) => held && !own[at]).length;
  const level = 0.05 / 4;
  return {
    n,
    own: own.filter(Boolean).length / n,
    theirs: theirs.filter(Boolean).length / n,
    differ: (ownAlone + theirsAlone) / n,
    apart: (ownAlone - theirsAlone) / n,
    low: lowerBound(ownAlone, n, level) - upperBound(theirsAlone, n, level),
    high: upperBound(ownAlone, n, level) - lowerBound(theirsAlone, n, level),
  };
}

/** Do they agree by the rule? `null` where there are too few samples to say. */
export function agrees({ n, differ, apart }: Agreement): boolean | null {
  if (n < rule.samples) return null;
  // In samples, so that no share that was rounded decides.
  return Math.round(differ * n) <= rule.differ * n && Math.round(Math.abs(apart) * n) <= rule.apart * n;
}

/** Two attacks that are held to the rule, by a title. */
export interface HeldToRule {
  readonly title: string;
  readonly agreement: Agreement;
}

/** A sentence for each that breaks the rule; those of too few samples are not asked. */
export function breaches(pairs: readonly HeldToRule[]): readonly string[] {
  const percent = (share: number): string => (100 * share).toFixed(1);
  return pairs.flatMap(({ title, agreement }) => {
    if (agrees(agreement) !== false) return [];
    const { n, differ, apart } = agreement;
    return [
      `${title}: ${percent(differ)} % of ${String(n)} verdicts differ, robust accuracies are ${percent(apart)} points apart.`,
    ];
  });
}

/** The share of verdicts in which every two of several runs differ. */
export function differencesWithin(runs: readonly (readonly boolean[])[]): readonly number[] {
  return runs.flatMap((run, at) => runs.slice(at + 1).map((other) => agreementOf(run, other).differ));
}
