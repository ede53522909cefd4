import * as tf from '@tensorflow/tfjs-core';
import type { ExplicitPadding } from '../kernels/explicit-padding';

type Spelt = tf.backend_util.ExplicitPadding;

export function isSpelt(pad: ExplicitPadding): pad is Spelt {
  return typeof pad !== 'string';
}

export function padded(x: tf.Tensor, pad: Spelt, value = 0): tf.Tensor {
  return tf.pad(x, pad, value);
}

/** What lies inside the padding. */
export function unpadded(x: tf.Tensor, pad: Spelt, shape: readonly number[]): tf.Tensor {
  return tf.slice(
    x,
    pad.map(([before]) => before),
    [...shape],
  );
}
