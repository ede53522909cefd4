/**
 * Scores of sentiment from −3 to 3 as MulT's released code has them, so that figures stand beside those of others: the sign
 * tells two classes, the nearest whole number seven.
 */
import type { Target } from '../../shared/data/target';
import { meanOf } from '../statistics/bootstrap';
import { nothing, type Estimate } from '../statistics/estimate';
import { summedStatistic } from '../statistics/summed';
import type { AnsweredValue } from './value-scores';

/** Ends of the scale. */
const MOST = 3;

export interface SentimentScores {
  /** Share of answers on the side of their value; above zero is positive, all else negative, zeros are kept. */
  readonly acc2: Estimate;
  /** The same among values that are not zero. */
  readonly acc2NonZero: Estimate;
  /** F1 of both sides, each weighted by how many values lie there; zeros are kept. */
  readonly f1: Estimate;
  /** Share of answers that are the value's whole number, both cut off at the ends of the scale. */
  readonly acc7: Estimate;
}

export function isSentiment(target: Target | undefined): boolean {
  return target?.kind === 'value' && target.range[0] === -MOST && target.range[1] === MOST;
}

/** The nearest whole number of −3 to 3; halves go to the even one, as in NumPy, where JavaScript's own rounding goes up. */
export function sevenClass(value: number): number {
  const cut = Math.min(MOST, Math.max(-MOST, value));
  const below = Math.floor(cut);
  const isHalf = cut - below === 0.5;
  // `+ 0`, since Math.round knows a negative zero.
  return (isHalf ? (below % 2 === 0 ? below : below + 1) : Math.round(cut)) + 0;
}

/** @param confidence of the intervals */
export function sentimentScores(answers: readonly AnsweredValue[], key: string, confidence?: number): SentimentScores {
  const share = (rows: readonly AnsweredValue[], isRight: (row: AnsweredValue) => boolean, name: string): Estimate =>
    rows.length === 0
      ? nothing
      : meanOf(
          rows.map((row) => ({ value: Number(isRight(row)), group: row.group })),
          `${key}/${name}`,
          confidence,
        );
  const agrees = ({ value, answer }: AnsweredValue): boolean => value > 0 === answer > 0;
  const counted = answers.map(({ value, answer, group }) => {
    const [positive, said] = [value > 0, answer > 0];
    return {
      group,
      parts: [positive && said, !positive && said, positive && !said, !positive && !said].map(Number),
    };
  });
  return {
    acc2: share(answers, agrees, 'acc-2'),
    acc2NonZero: share(
      answers.filter(({ value }) => value !== 0),
      agrees,
      'acc-2-non-zero',
    ),
    f1: summedStatistic(counted, weightedF1, `${key}/f1`, confidence),
    acc7: share(answers, ({ value, answer }) => sevenClass(value) === sevenClass(answer), 'acc-7'),
  };
}

/** @param sums true positives, false positives, false negatives, true negatives */
export function weightedF1([tp, fp, fn, tn]: readonly number[]): number | null {
  const all = tp + fp + fn + tn;
  if (all === 0) return null;
  const f1 = (hits: number): number => (hits === 0 ? 0 : (2 * hits) / (2 * hits + fp + fn));
  return ((tp + fn) * f1(tp) + (tn + fp) * f1(tn)) / all;
}
