/** What UmURL lowers without labels (arXiv 2311.03106; terms and weights as its code has them). */
import * as tf from '@tensorflow/tfjs-core';

const CONSISTENCY = 5;
const SPREAD = 5;
const EPSILON = 1e-4;

export interface Projections {
  /** z_k of every kind, [B, D]: of a view of its own each. */
  readonly alone: readonly tf.Tensor2D[];
  /** z_uk, [B, D]: the fused encoding of another view, projected by the projector of each kind. */
  readonly fused: readonly tf.Tensor2D[];
}

/**
 * 5 (intra + inter) + Σ over all Z of 5 V(Z) + C(Z). Of one kind alone `inter` is zero, and what is left asks that two views of
 * a clip agree.
 */
export function umurlLoss({ alone, fused }: Projections): tf.Scalar {
  const spread = [...alone, ...fused].map((z) => tf.add<tf.Scalar>(tf.mul(SPREAD, variance(z)), covariance(z)));
  const consistent = tf.mul<tf.Scalar>(CONSISTENCY, tf.add(intra({ alone, fused }), inter(alone)));
  return spread.reduce((sum, one) => tf.add(sum, one), consistent);
}

/** Σ_k MSE(z_k, z_uk). */
export function intra({ alone, fused }: Projections): tf.Scalar {
  return total(alone.map((z, kind) => meanSquare(tf.sub(z, fused[kind]))));
}

/** Σ_k MSE(z_k, c), c the mean of all z_k, which the gradient goes through too. */
export function inter(alone: readonly tf.Tensor2D[]): tf.Scalar {
  const centre = tf.div<tf.Tensor2D>(
    alone.reduce((sum, z) => tf.add(sum, z)),
    alone.length,
  );
  return total(alone.map((z) => meanSquare(tf.sub(z, centre))));
}

/** V: mean over dimensions of relu(1 − √(variance + 1e-4)), the variance over the batch without bias. */
export function variance(z: tf.Tensor2D): tf.Scalar {
  const squares = tf.sum(tf.square(centred(z)), 0);
  const deviation = tf.sqrt(tf.add(tf.div(squares, z.shape[0] - 1), EPSILON));
  return tf.mean<tf.Scalar>(tf.relu(tf.sub(1, deviation)));
}

/**
 * C: the squares of the covariances off the diagonal, summed, over the number of dimensions. As the squares of all less those of
 * the diagonal: ‖Zᵀ Z‖² = ‖Z Zᵀ‖², of which the second has a row for each sample in place of each dimension.
 */
export function covariance(z: tf.Tensor2D): tf.Scalar {
  const [batch, width] = z.shape;
  const rows = centred(z);
  const gram = batch < width ? tf.matMul(rows, rows, false, true) : tf.matMul(rows, rows, true, false);
  const all = tf.sum(tf.square(gram));
  const diagonal = tf.sum(tf.square(tf.sum(tf.square(rows), 0)));
  return tf.div<tf.Scalar>(tf.sub(all, diagonal), (batch - 1) ** 2 * width);
}

function centred(z: tf.Tensor2D): tf.Tensor2D {
  return tf.sub(z, tf.mean(z, 0, true));
}

function meanSquare(x: tf.Tensor): tf.Scalar {
  return tf.mean<tf.Scalar>(tf.square(x));
}

function total(terms: readonly tf.Scalar[]): tf.Scalar {
  return terms.reduce((sum, term) => tf.add(sum, term));
}
