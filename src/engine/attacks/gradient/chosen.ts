import * as tf from '@tensorflow/tfjs-core';
import { perSample } from './ball';

/** Per sample, the row of the one or of the other. */
export function chosen(which: readonly boolean[], yes: tf.Tensor, no: tf.Tensor): tf.Tensor {
  return whereSample(tf.tensor1d(which as boolean[], 'bool'), yes, no);
}

/** The same, where the device knows which [S]. */
export function whereSample(which: tf.Tensor, yes: tf.Tensor, no: tf.Tensor): tf.Tensor {
  return tf.where(tf.broadcastTo(tf.cast(perSample(which, yes.rank), 'bool'), yes.shape), yes, no);
}
