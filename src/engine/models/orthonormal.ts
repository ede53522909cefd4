import * as tf from '@tensorflow/tfjs-core';

/**
 * Each step brings singular values below one closer to it, by half of themselves while they are small and quadratically
 * at the end: twenty suffice for rows whose singular values lie within a factor of a hundred.
 */
const STEPS = 20;

/**
 * The orthonormal rows nearest to those of a free matrix [K, D], each with mean zero; D > K. Differentiable.
 *
 * Rows are centred and whitened as in CRMT (arXiv 2402.06244), S^(−1/2) Z_c with S = Z_c Z_cᵀ, all rows in one group: the
 * released code has a group per row, which leaves them unit vectors that are not orthogonal. Whitening is the polar
 * factor, which Newton and Schulz's iteration X ← 3/2 X − 1/2 X Xᵀ X finds without a decomposition, and which mends its
 * own rounding (Björck & Bowie, SIAM J. Numer. Anal. 8(2), 1971).
 */
export function orthonormalRows(free: tf.Tensor2D): tf.Tensor2D {
  const centred: tf.Tensor2D = tf.sub(free, tf.mean(free, 1, true));
  // ‖X‖₂ ≤ √‖X Xᵀ‖_F, so that no singular value begins above one.
  const scale = tf.sqrt(tf.norm(tf.matMul(centred, centred, false, true)));
  let rows: tf.Tensor2D = tf.div(centred, tf.maximum(scale, 1e-20));
  for (let step = 0; step < STEPS; step += 1) {
    const gram = tf.matMul(rows, rows, false, true);
    rows = tf.sub(tf.mul(rows, 1.5), tf.mul(tf.matMul(gram, rows), 0.5));
  }
  return rows;
}
