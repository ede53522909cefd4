import type { CleanRecord } from '../../shared/records/record';
import { mean, meanOf, median } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';
import { accuracyOf } from './accuracy';

/** A value that is always answered, and how far off that is on average. */
export interface Constant {
  readonly answer: number;
  readonly error: number;
}

/**
 * What knowing nothing scores, beyond which a model has to be before anything is said for it. `commonest`: the share that is
 * right by always giving the commonest class or set. `constant`: of values, whose tolerance would make the judgement, always
 * answering the one that is off the least on average.
 */
export type Chance =
  { readonly kind: 'commonest'; readonly share: number } | { readonly kind: 'constant'; readonly constant: Constant };

/** The median, which no other constant answer has a smaller mean absolute error than; null without values. */
export function leastOff(values: readonly number[]): Constant | null {
  if (values.length === 0) return null;
  const answer = median(values);
  return { answer, error: mean(values.map((value) => Math.abs(value - answer))) };
}

/**
 * By how much less a model is off on average than the constant, paired by sample; above 0 it is closer. The constant is that of
 * the very samples, so that what is found for the model is no luck of theirs.
 */
export function leadOverConstant(clean: readonly CleanRecord[], { answer }: Constant, key: string): Estimate {
  return meanOf(
    clean.flatMap(({ value, clean: { logits }, group }) =>
      value === undefined ? [] : [{ value: Math.abs(answer - value) - Math.abs(logits[0] - value), group }],
    ),
    `${key}/constant`,
  );
}

/** Not clearly beyond chance: the interval does not lie above it. */
export function isAtChance(clean: readonly CleanRecord[], chance: Chance, key: string): boolean {
  switch (chance.kind) {
    case 'commonest': {
      const { low } = accuracyOf(clean);
      return low === null || low <= chance.share;
    }
    case 'constant': {
      const { low } = leadOverConstant(clean, chance.constant, key);
      return low === null || low <= 0;
    }
    default:
      return chance satisfies never;
  }
}
