/** How far answers for pixels are from their labels. */
import * as tf from '@tensorflow/tfjs-core';
import type { Sample } from '../../data/dataset';
import type { FusedModel } from '../fused-model';
import { argMax } from '../logits';

/** Class of every pixel as one-hot labels [S · pixels, K]. @throws Error where a sample's pixels are not labelled */
export function pixelLabels(model: FusedModel, samples: readonly Sample[]): tf.Tensor2D {
  const labels = Int32Array.from(samples.flatMap((sample) => Array.from(maskOf(sample))));
  return tf.oneHot(tf.tensor1d(labels, 'int32'), model.classes.length, 1, 0, 'float32') as tf.Tensor2D;
}

export function maskOf({ id, mask }: Sample): Uint8Array {
  if (mask === undefined) throw new Error(`The pixels of ${id} are not labelled.`);
  return mask;
}

/** Mean cross-entropy of the pixels of each sample [S]: what attacks climb, and training lowers. */
export function meanCrossEntropies(logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor1D {
  const each = tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(tf.reshape(logits, labels.shape))), 1));
  return tf.mean(tf.reshape(each, [logits.shape[0], -1]), 1);
}

/** The same of one sample, on the host, in nats. @param logits [pixels · K] */
export function meanCrossEntropy(logits: Float32Array, mask: Uint8Array, classes: number): number {
  let sum = 0;
  mask.forEach((label, pixel) => {
    const own = logits.subarray(pixel * classes, (pixel + 1) * classes);
    const largest = own[argMax(own)];
    sum += largest + Math.log(own.reduce((total, logit) => total + Math.exp(logit - largest), 0)) - own[label];
  });
  return sum / mask.length;
}
