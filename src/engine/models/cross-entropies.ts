import * as tf from '@tensorflow/tfjs-core';

/** Cross-entropy of every row, [B], of logits [B, K] and one-hot labels [B, K]. */
export function crossEntropies(logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor1D {
  return tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), 1));
}
