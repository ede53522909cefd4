import * as tf from '@tensorflow/tfjs-core';

/**
 * One update of recursive least squares (MLA, arXiv 2311.10707, in the form of orthogonal weight modification): with k = P h,
 * P ← P − k (hᵀ P) / (α + hᵀ k). The denominator is one number: divided entry by entry, as the released code once had it, P
 * would turn some directions around.
 *
 * A new matrix [s, s]; the old one is left to its owner.
 *
 * @param features h [s]
 * @param rescaled divide by the Frobenius norm
 */
export function leastSquaresUpdate(
  projection: tf.Tensor2D,
  features: tf.Tensor1D,
  alpha: number,
  rescaled: boolean,
): tf.Tensor2D {
  return tf.tidy(() => {
    const column = tf.expandDims<tf.Tensor2D>(features, 1);
    const k = tf.matMul(projection, column);
    const row = tf.matMul(column, projection, true);
    const next = tf.sub<tf.Tensor2D>(projection, tf.div(tf.matMul(k, row), tf.add(tf.matMul(column, k, true), alpha)));
    return rescaled ? tf.div<tf.Tensor2D>(next, tf.norm(next)) : next;
  });
}

/** α of a step: constant, or falling from α to a tenth of it over every epoch (released code: 0.1^(1 + b/B)). */
export function alphaAt(
  { alpha, alphaFalls }: { readonly alpha: number; readonly alphaFalls: boolean },
  batch: number,
  batches: number,
): number {
  return alphaFalls ? alpha * 0.1 ** (batch / batches) : alpha;
}
