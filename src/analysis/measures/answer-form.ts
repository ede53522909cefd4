import type { CleanRecord } from '../../shared/records/record';

/** What a model gives in the place of logits. */
export type AnswerForm = 'probabilities' | 'log-probabilities';

/** How far a sum of probabilities may be from 1 by rounding. */
const tolerance = 1e-3;

/** Null for logits, which may be any numbers. Of a few answers nothing is said: their form may be an accident. */
export function answerForm(clean: readonly CleanRecord[]): AnswerForm | null {
  if (clean.length < fewestAnswers) return null;
  if (clean.every(({ clean: { logits } }) => areProbabilities(logits))) return 'probabilities';
  return clean.every(({ clean: { logits } }) => areProbabilities(logits.map(Math.exp))) ? 'log-probabilities' : null;
}

const fewestAnswers = 5;

function areProbabilities(values: readonly number[]): boolean {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.every((value) => value >= 0 && value <= 1 + tolerance) && Math.abs(sum - 1) <= tolerance;
}
