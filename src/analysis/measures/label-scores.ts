import { hasLabel } from '../../shared/data/target';
import { summedStatistic } from '../statistics/summed';
import type { Estimate } from '../statistics/estimate';

/** A set that was answered where another was right, each as its code. */
export interface AnsweredSet {
  readonly label: number;
  readonly predicted: number;
  readonly group: string;
}

/** Macro and micro F1 with intervals over the real units, and what they are counted from. */
export interface LabelScores {
  readonly macro: Estimate;
  readonly micro: Estimate;
  /** Of each label, in their order. */
  readonly byLabel: readonly number[];
  /** Labels that neither hold of any sample nor are answered of any: their F1 counts as 0, as scikit-learn’s zero_division = 0. */
  readonly empty: number;
}

/** True positives, false positives and false negatives of each label, one label after the other. */
type Counts = readonly number[];

/** F1 = 2 TP / (2 TP + FP + FN); 0 where there is nothing to divide by. */
export function f1ByLabel(counts: Counts): readonly number[] {
  return Array.from({ length: counts.length / 3 }, (_, place) => f1(counts.slice(3 * place, 3 * place + 3)));
}

/** The mean of the labels’ F1, each as much as any other. */
export function macroF1(counts: Counts): number {
  const all = f1ByLabel(counts);
  return all.reduce((sum, one) => sum + one, 0) / all.length;
}

/** F1 of all labels’ decisions together. */
export function microF1(counts: Counts): number {
  return f1([0, 1, 2].map((part) => counts.reduce((sum, count, at) => sum + (at % 3 === part ? count : 0), 0)));
}

/** @param confidence of the intervals */
export function labelScores(
  answers: readonly AnsweredSet[],
  labels: number,
  key: string,
  confidence?: number,
): LabelScores {
  const rows = answers.map(({ group, ...answer }) => ({ group, parts: countsOf(answer, labels) }));
  const sums = rows.reduce<readonly number[]>(
    (all, { parts }) => all.map((sum, at) => sum + parts[at]),
    new Array<number>(3 * labels).fill(0),
  );
  return {
    macro: summedStatistic(rows, macroF1, `${key}/macro-f1`, confidence),
    micro: summedStatistic(rows, microF1, `${key}/micro-f1`, confidence),
    byLabel: f1ByLabel(sums),
    empty: Array.from({ length: labels }).filter((_, place) =>
      sums.slice(3 * place, 3 * place + 3).every((count) => count === 0),
    ).length,
  };
}

function countsOf({ label, predicted }: Omit<AnsweredSet, 'group'>, labels: number): Counts {
  return Array.from({ length: labels }).flatMap((_, place) => {
    const [holds, answered] = [hasLabel(label, place), hasLabel(predicted, place)];
    return [Number(holds && answered), Number(!holds && answered), Number(holds && !answered)];
  });
}

function f1([truePositives, falsePositives, falseNegatives]: readonly number[]): number {
  const all = 2 * truePositives + falsePositives + falseNegatives;
  return all === 0 ? 0 : (2 * truePositives) / all;
}
