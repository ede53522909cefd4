import * as tf from '@tensorflow/tfjs-core';
import { GROUPS } from './groups';

const EPSILON = 1e-5;

/** What the slope of a normalisation at a point is made of. */
export interface NormSlope {
  /** [S, 1, D]. */
  readonly gain: tf.Tensor;
  /** Before gain and bias, [S·B, groups, D / groups]. */
  readonly scaled: tf.Tensor;
  /** 1 / deviation of each group, [S·B, groups, 1]. */
  readonly scale: tf.Tensor;
}

/**
 * Group normalisation (Wu & He, arXiv 1803.08494) of the units of S stacked layers: x [S, B, D], gain and bias [S, 1, D].
 */
export function groupNorm(
  x: tf.Tensor3D,
  gain: tf.Tensor,
  bias: tf.Tensor,
): { readonly values: tf.Tensor3D; readonly slope: NormSlope } {
  const groups = grouped(x);
  const centred = tf.sub(groups, tf.mean(groups, 2, true));
  const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 2, true), EPSILON));
  const scaled = tf.mul(centred, scale);
  return {
    values: tf.add(tf.mul(tf.reshape(scaled, x.shape), gain), bias),
    slope: { gain, scaled, scale },
  };
}

/** The gradient for x, of a gradient for the values [S, B, D]. */
export function throughGroupNorm({ gain, scaled, scale }: NormSlope, gradient: tf.Tensor3D): tf.Tensor3D {
  const groups = grouped(tf.mul(gradient, gain));
  const along = tf.mul(scaled, tf.mean(tf.mul(groups, scaled), 2, true));
  const own = tf.mul(tf.sub(tf.sub(groups, tf.mean(groups, 2, true)), along), scale);
  return tf.reshape(own, gradient.shape);
}

function grouped(x: tf.Tensor3D): tf.Tensor3D {
  const [layers, batch, width] = x.shape;
  return tf.reshape(x, [layers * batch, GROUPS, width / GROUPS]);
}
