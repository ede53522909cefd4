import { hasLabel, type Answered } from '../shared/data/target';
import { softmax } from './softmax';

/** What a model gives a class, or each label of a set. */
export interface AnswerShare {
  /** Place among the classes of the data. */
  readonly index: number;
  readonly name: string;
  /** Probability: of the class among all; of a set, that the label holds. */
  readonly share: number;
  /** It is the class of the sample, or holds of it. */
  readonly isLabel: boolean;
}

/** In the order of the classes; null of a value, which has no probabilities. */
export function answerShares(
  { classes, target }: Answered,
  logits: readonly number[],
  label: number,
): readonly AnswerShare[] | null {
  if (target?.kind === 'value') return null;
  const shares = target === undefined ? softmax(logits) : logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  return shares.map((share, index) => ({
    index,
    name: classes.at(index) ?? String(index),
    share,
    isLabel: target === undefined ? index === label : hasLabel(label, index),
  }));
}
