import * as tf from '@tensorflow/tfjs-core';
import type { ContrastForm } from '../../../shared/recipe/fusions';
import { detached } from '../detached';

/** Stands for log 0 in a log-sum-exp: no cosine comes near it at any temperature. */
const NEVER = -1e30;

type Pair<Value> = readonly [Value, Value];

/**
 * L_b-mmc of UniS-MMC (arXiv 2305.09299, equation 2 and table 1) for two modalities of a batch:
 * −log [ Σ_{n: a or b right} exp(cos(a_n, b_n)/τ) / Σ_n exp(cos(a_n, b_n)/τ) ]. Where one alone is right, it is detached and the
 * other moves towards it; where both are wrong, they move apart. 0, without a gradient, where nobody is right.
 *
 * In the form `row-0` of the released code, cos(a_n, b_n) is cos(a_0, b_n), and the logarithm of how many samples are in the
 * numerator is added.
 *
 * @param encodings [B, D] each
 * @param right [B] each: 1 where the modality's own answer is right, 0 where it is wrong (`rightIn`)
 */
export function pairContrast(
  [a, b]: Pair<tf.Tensor2D>,
  [aRight, bRight]: Pair<tf.Tensor1D>,
  { temperature, contrastForm }: { readonly temperature: number; readonly contrastForm: ContrastForm },
): tf.Scalar {
  // By arithmetic alone: comparisons have no gradient that a tape could pass on.
  const both = tf.mul<tf.Tensor1D>(aRight, bRight);
  const cosines = cosinesOf(still(tf.sub(aRight, both), a), still(tf.sub(bRight, both), b), contrastForm);
  return contrastOf(cosines, tf.sub(tf.add(aRight, bRight), both), temperature, contrastForm);
}

/**
 * The same from the cosines.
 *
 * @param cosines [B]
 * @param kept [B]: 1 for a pair that is in the numerator, 0 for one that is not
 */
export function contrastOf(
  cosines: tf.Tensor1D,
  kept: tf.Tensor1D,
  temperature: number,
  form: ContrastForm,
): tf.Scalar {
  const scaled = tf.div<tf.Tensor1D>(cosines, temperature);
  const above = tf.add<tf.Tensor1D>(scaled, tf.mul(tf.sub(1, kept), NEVER));
  const count = tf.sum<tf.Scalar>(kept);
  const loss = tf.sub<tf.Scalar>(tf.logSumExp(scaled), tf.logSumExp(above));
  const whole = form === 'row-0' ? tf.add<tf.Scalar>(loss, tf.log(tf.maximum(count, 1))) : loss;
  return tf.mul(whole, tf.minimum(count, 1));
}

/** 1 where the largest of the logits [B, K] is that of the label, 0 where it is not; without a gradient. */
export function rightIn(logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor1D {
  return tf.customGrad<tf.Tensor1D>((x) => {
    const own = x as tf.Tensor2D;
    return {
      value: tf.cast(tf.equal(tf.argMax(own, 1), tf.argMax(labels, 1)), 'float32'),
      gradFunc: () => tf.zerosLike(own),
    };
  })(logits);
}

/** The values [B, D]; rows of which `fixed` [B] is 1, not 0, have no gradient. */
function still(fixed: tf.Tensor1D, values: tf.Tensor2D): tf.Tensor2D {
  const mask = tf.expandDims<tf.Tensor2D>(fixed, 1);
  return tf.add(tf.mul(values, tf.sub(1, mask)), tf.mul(detached(values), mask));
}

function cosinesOf(a: tf.Tensor2D, b: tf.Tensor2D, form: ContrastForm): tf.Tensor1D {
  const [first, second] = [unit(a), unit(b)];
  switch (form) {
    case 'paper':
      return tf.sum(tf.mul(first, second), 1);
    case 'row-0':
      return tf.squeeze(tf.matMul(second, tf.slice(first, 0, 1), false, true), [1]);
    default:
      return form satisfies never;
  }
}

/** Rows of length 1; a row of zeros stays one, with a finite gradient. */
function unit(values: tf.Tensor2D): tf.Tensor2D {
  return tf.div(values, tf.sqrt(tf.maximum(tf.sum(tf.square(values), 1, true), 1e-16)));
}
