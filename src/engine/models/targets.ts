/** What answers are held against on the device: one-hot labels, sets, values, each [B, K]; and what they lose by. */
import * as tf from '@tensorflow/tfjs-core';
import type { Target } from '../../shared/data/target';
import type { Asked } from './answers';
import { crossEntropies } from './cross-entropies';

/** @param classes K: of a value 1 */
export function targetsOf(asked: readonly Asked[], classes: number): tf.Tensor2D {
  const values = new Float32Array(asked.length * classes);
  asked.forEach(({ label, target }, row) => {
    if (target === undefined) values[row * classes + label] = 1;
    else values.set(Array.from(target), row * classes);
  });
  return tf.tensor2d(values, [asked.length, classes]);
}

/** What training lowers, [B]: `lossOf` of every row. */
export function lossesOf(target: Target | undefined, logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D {
  if (target === undefined) return crossEntropies(logits, targets);
  switch (target.kind) {
    case 'labels': {
      const against = againstOf(logits, targets);
      // log(1 + exp x), which no backend overflows in.
      return tf.sum(tf.logSumExp(tf.stack([against, tf.zerosLike(against)], 2), 2), 1);
    }
    case 'value': {
      const error = errorsOf(target, logits, targets);
      const near = tf.minimum(error, 1);
      return tf.sub(tf.add(error, tf.mul(0.5, tf.square(near))), near);
    }
    default:
      return target satisfies never;
  }
}

/**
 * What gradient attacks climb, [B]. Of a set log Σ exp of what speaks against each label: as the log odds against a class, it
 * has a slope where the cross-entropy's is lost in rounding. Of a value the error in tolerances, less the one it may have.
 */
export function targetObjective(target: Target, logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D {
  switch (target.kind) {
    case 'labels':
      return tf.logSumExp(againstOf(logits, targets), 1);
    case 'value':
      return tf.sub(errorsOf(target, logits, targets), 1);
    default:
      return target satisfies never;
  }
}

/** Logits [B, K] in the units of the answer: a network's own numbers are spread over the range of a value. */
export function inUnits(target: Target | undefined, logits: tf.Tensor2D): tf.Tensor2D {
  if (target?.kind !== 'value') return logits;
  const [low, high] = target.range;
  return tf.add(tf.mul(logits, (high - low) / 2), (low + high) / 2);
}

function againstOf(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(logits, tf.sub(1, tf.mul(2, targets)));
}

function errorsOf(
  { tolerance }: { readonly tolerance: number },
  logits: tf.Tensor2D,
  values: tf.Tensor2D,
): tf.Tensor1D {
  return tf.div(tf.abs(tf.squeeze<tf.Tensor1D>(tf.sub(logits, values), [1])), tolerance);
}
