/** What the fused-embedding attack climbs: how far the fused embedding has turned (MUROAN's predecessor, released code). */
import * as tf from '@tensorflow/tfjs-core';
import type { EmbeddingObjective } from '../attack';

/** Keeps the angle to a vector of zeros defined: it counts as orthogonal, and nothing pulls there. */
const smallestLength = 1e-12;

/**
 * λ2 d(z', z) − λ1 d(z', z_a) per sample [S], with d(a, b) = 1 − cos(a, b); with a margin m the negative hinge,
 * −max(0, m + λ1 d(z', z_a) − λ2 d(z', z)), which stops at zero. A row of zeros as anchor pulls nowhere.
 *
 * @param z fused embeddings [S, D]
 */
export function turnOf(z: tf.Tensor2D, objective: EmbeddingObjective): tf.Tensor1D {
  const { origin, anchor, originWeight, anchorWeight, margin } = objective;
  const away = tf.mul<tf.Tensor1D>(distance(z, origin), originWeight);
  const turn = anchor === null ? away : tf.sub<tf.Tensor1D>(away, tf.mul(distance(z, anchor), anchorWeight));
  return margin === null ? turn : tf.neg(tf.relu(tf.sub(margin, turn)));
}

/** 1 − cos(a, b) per row [S]. */
function distance(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor1D {
  const squares = (rows: tf.Tensor2D): tf.Tensor1D => tf.sum(tf.mul(rows, rows), 1);
  const lengths = tf.sqrt(tf.maximum(tf.mul(squares(a), squares(b)), smallestLength ** 2));
  return tf.sub(1, tf.div(tf.sum(tf.mul(a, b), 1), lengths));
}
