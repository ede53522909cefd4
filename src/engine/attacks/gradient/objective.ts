/** What gradient attacks climb. */
import * as tf from '@tensorflow/tfjs-core';
import { logOdds as logOddsOf, margin } from '../../models/logits';
import { tidy } from '../../tensors';
import type { LogitObjective } from '../attack';

/**
 * The objective per sample [S].
 *
 * @param logits [S, K] @param labels one-hot [S, K]
 */
export function objectiveOf(objective: LogitObjective, logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor1D {
  switch (objective) {
    case 'log-odds':
      return logOdds(logits, labels);
    case 'dlr':
      // The ratio needs a third class (evaluation of two: the margin, which is the log odds).
      return logits.shape[1] < 3 ? logOdds(logits, labels) : dlr(logits, labels);
    default:
      return objective satisfies never;
  }
}

/** The same of one sample, on the host. */
export function heightOf(objective: LogitObjective, logits: Float32Array, label: number): number {
  switch (objective) {
    case 'log-odds':
      return logOddsOf(logits, label);
    case 'dlr': {
      const lead = -margin(logits, label);
      if (logits.length < 3) return lead;
      const [first, , third] = Array.from(logits).sort((a, b) => b - a);
      return lead / Math.max(first - third, smallestSpread);
    }
    default:
      return objective satisfies never;
  }
}

/** Keeps the ratio finite where three logits are equal. */
const smallestSpread = 1e-12;
/** Takes a logit out of a maximum, or out of a sum of exponentials, without a trace. */
const OUT_OF_REACH = 1e9;

/**
 * Log odds against the label, log Σ_{k≠y} exp z_k − z_y, per sample [S].
 *
 * The cross-entropy is log(1 + exp of it), so both rise together and their gradients have one direction. But the
 * cross-entropy's carries the factor 1 − p_y, which is zero in float32 once the label leads by 17: an attack on it
 * stands still on confident samples, and a model with all logits × 1000 would pass for robust.
 */
function logOdds(logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor1D {
  const others = tf.logSumExp(tf.sub(logits, tf.mul(labels, OUT_OF_REACH)), 1);
  return tf.sub(others, tf.sum(tf.mul(labels, logits), 1));
}

/**
 * Difference of logits ratio, −(z_y − max_{i≠y} z_i) / (z_π1 − z_π3), per sample [S] (Croce & Hein 2003.01690, Eq. 6):
 * no scale or shift of the logits changes it. Which logits are largest is held fixed in its gradient.
 */
function dlr(logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor1D {
  const ratio = tf.customGrad((...inputs) => {
    // Typed as tensors and a function that saves them; the last is the function.
    const z = inputs[0] as tf.Tensor2D;
    const save = inputs[1] as tf.GradSaveFunc;
    save([z]);
    return {
      value: tidy(() => {
        const { lead, spread } = partsOf(z, labels);
        return tf.div(dotted(z, lead), tf.maximum(dotted(z, spread), smallestSpread));
      }),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        tidy(() => {
          const at = saved[0] as tf.Tensor2D;
          const { lead, spread } = partsOf(at, labels);
          const below = tf.expandDims(tf.maximum(dotted(at, spread), smallestSpread), 1);
          const above = tf.expandDims(dotted(at, lead), 1);
          const own = tf.sub(tf.div(lead, below), tf.div(tf.mul(spread, above), tf.square(below)));
          return tf.mul(own, tf.expandDims(dy, 1));
        }),
    };
  });
  return ratio(logits) as tf.Tensor1D;
}

/** e_o − e_y and e_π1 − e_π3 [S, K]: numerator and denominator as weights of the logits. */
function partsOf(
  logits: tf.Tensor2D,
  labels: tf.Tensor2D,
): { readonly lead: tf.Tensor2D; readonly spread: tf.Tensor2D } {
  const largest = (taken: tf.Tensor2D): tf.Tensor2D =>
    tf.oneHot(
      tf.argMax<tf.Tensor1D>(tf.sub(logits, tf.mul(taken, OUT_OF_REACH)), 1),
      logits.shape[1],
      1,
      0,
      'float32',
    ) as tf.Tensor2D;
  const first = largest(tf.zerosLike(logits));
  const second = largest(first);
  const third = largest(tf.add(first, second));
  return { lead: tf.sub(largest(labels), labels), spread: tf.sub(first, third) };
}

function dotted(logits: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor1D {
  return tf.sum(tf.mul(logits, weights), 1);
}
