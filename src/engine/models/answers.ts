/** What a model's outputs for one sample say, and how far they are from wrong, by what the data ask. On the host. */
import type { Prediction } from '../../shared/records/record';
import { setCode, valueCode, type Target, type ValueTarget } from '../../shared/data/target';
import { argMax, crossEntropy, logOdds, margin } from './logits';

/** What of a sample an answer is held against. */
export interface Asked {
  readonly label: number;
  /** Whether each label holds (1 or 0), or the value; absent of data that ask for a class. */
  readonly target?: ArrayLike<number> | undefined;
}

type Outputs = ArrayLike<number>;

/** The code of an answer (`shared/data/target.ts`): right where it is the sample's label. */
export function answerOf(target: Target | undefined, logits: Outputs, asked: Asked): number {
  if (target === undefined) return argMax(logits);
  switch (target.kind) {
    case 'labels':
      return setCode(Array.from(logits, (logit) => logit > 0));
    case 'value':
      return valueCode(target, valueOf(asked), logits[0]);
    default:
      return target satisfies never;
  }
}

export function predictedBy(target: Target | undefined, logits: Outputs, asked: Asked): Prediction {
  return { logits: Array.from(logits), predicted: answerOf(target, logits, asked) };
}

/**
 * How far an answer is from wrong, negative where it is: of a class, its logit less the largest other; of a set, the smallest
 * distance of a logit to its side of zero; of a value, what is left of the tolerance.
 *
 * @param label of a class, the one that leads
 */
export function leadOf(target: Target | undefined, logits: Outputs, asked: Asked, label = asked.label): number {
  if (target === undefined) return margin(logits, label);
  switch (target.kind) {
    case 'labels':
      return signsOf(asked).reduce((least, sign, place) => Math.min(least, sign * logits[place]), Infinity);
    case 'value':
      return target.tolerance - Math.abs(logits[0] - valueOf(asked));
    default:
      return target satisfies never;
  }
}

/** Cross-entropy in nats, over labels their sum; of a value the Huber loss, in tolerances. */
export function lossOf(target: Target | undefined, logits: Float32Array, asked: Asked): number {
  if (target === undefined) return crossEntropy(logits, asked.label);
  switch (target.kind) {
    case 'labels':
      return signsOf(asked).reduce((sum, sign, place) => sum + softplus(-sign * logits[place]), 0);
    case 'value': {
      const error = errorOf(target, logits, asked);
      return error <= 1 ? error ** 2 / 2 : error - 0.5;
    }
    default:
      return target satisfies never;
  }
}

/** What speaks against the right answer, which attacks raise: log odds; of a value the error in tolerances, less one. */
export function oddsAgainst(target: Target | undefined, logits: Float32Array, asked: Asked): number {
  if (target === undefined) return logOdds(logits, asked.label);
  switch (target.kind) {
    case 'labels': {
      const against = signsOf(asked).map((sign, place) => -sign * logits[place]);
      const largest = Math.max(...against);
      return largest + Math.log(against.reduce((sum, odds) => sum + Math.exp(odds - largest), 0));
    }
    case 'value':
      return errorOf(target, logits, asked) - 1;
    default:
      return target satisfies never;
  }
}

/** In tolerances. */
function errorOf({ tolerance }: ValueTarget, logits: Outputs, asked: Asked): number {
  return Math.abs(logits[0] - valueOf(asked)) / tolerance;
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function signsOf({ target }: Asked): readonly number[] {
  return Array.from(target ?? [], (held) => 2 * held - 1);
}

function valueOf({ target }: Asked): number {
  if (target === undefined) throw new Error('A sample of data with values has none.');
  return target[0];
}
