import { meanOf } from '../statistics/bootstrap';
import { correlationOf } from '../statistics/summed';
import type { Estimate } from '../statistics/estimate';

export interface AnsweredValue {
  readonly value: number;
  readonly answer: number;
  readonly group: string;
}

export interface ValueScores {
  /** Mean absolute error, in the unit of the value. */
  readonly error: Estimate;
  /** Pearson’s, of answers with values. */
  readonly correlation: Estimate;
}

/** @param confidence of the error’s interval */
export function valueScores(answers: readonly AnsweredValue[], key: string, confidence?: number): ValueScores {
  return {
    error: meanOf(
      answers.map(({ value, answer, group }) => ({ value: Math.abs(answer - value), group })),
      `${key}/mae`,
      confidence,
    ),
    correlation: correlationOf(
      answers.map(({ value, answer, group }) => ({ x: value, y: answer, group })),
      `${key}/correlation`,
    ),
  };
}
