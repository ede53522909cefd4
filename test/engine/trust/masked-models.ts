import * as tf from '@tensorflow/tfjs-core';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { linearImageModel } from '../attacks/linear-model';

/** Models that deserve a warning each, all of them the linear one behind something. */

function answering(decide: (logits: tf.Tensor2D) => tf.Tensor2D, scale = 1): FusedModel {
  const model = linearImageModel(scale);
  return { ...model, decide: (z) => decide(model.decide(z)) };
}

function seeing(look: (values: tf.Tensor) => tf.Tensor): FusedModel {
  const model = linearImageModel();
  return { ...model, encode: (id, embedded) => model.encode(id, { ...embedded, values: look(embedded.values) }) };
}

/** A softmax of its own, of which nothing is left in float32 a little away from the plane. */
export const saturated = (): FusedModel => answering((logits) => tf.softmax(logits), 1000);
export const probabilities = (): FusedModel => answering((logits) => tf.softmax(logits));
export const logProbabilities = (): FusedModel => answering((logits) => tf.logSoftmax(logits));

/** Pictures of 256 shades, as a scanner would make them: no slope anywhere. */
export const rounded = (): FusedModel => seeing((values) => tf.div(tf.round(tf.mul(values, 255)), 255));

/** Gives what the linear model gives; its slope is 0 · ∞ everywhere. */
export const notFinite = (): FusedModel => {
  const model = linearImageModel();
  return {
    ...model,
    decide: (z) => tf.add(model.decide(z), tf.sum<tf.Tensor2D>(tf.sqrt(tf.relu(tf.sub(z, 2))), 1, true)),
  };
};

/** Dropout left on. */
export const withDropout = (): FusedModel => seeing((values) => tf.dropout(values, 0.2));

/** Normalised by what else is in the batch. */
export const withBatchStatistics = (): FusedModel =>
  seeing((values) => tf.add(tf.sub(values, tf.mean(values, 0, true)), 0.5));

/** Falls for a step of the right length only: beyond a strip on the other side of the plane its answer is the old one. */
export const overshot = (): FusedModel =>
  answering((logits) => {
    const [other, own] = tf.unstack(logits, 1);
    const lead = tf.sub(own, other);
    return tf.stack([tf.zerosLike(lead), tf.mul(lead, tf.add(lead, 1.5))], 1) as tf.Tensor2D;
  });

/** What is given, with another slope than its own. @param slope of what comes after, at these values */
function sloped(slope: (after: tf.Tensor, values: tf.Tensor) => tf.Tensor): (values: tf.Tensor) => tf.Tensor {
  return tf.customGrad((...inputs) => {
    const [values, save] = inputs as unknown as [tf.Tensor, tf.GradSaveFunc];
    save([values]);
    return {
      value: tf.clone(values),
      gradFunc: (after: tf.Tensor, saved: tf.Tensor[]) => slope(after, saved[0]),
    };
  });
}

/** Gives what the linear model gives; its slope shows the way back. */
export const reversed = (): FusedModel => seeing(sloped((after) => tf.neg(after)));

/** Its slope shows the way near grey, and the way back elsewhere, so that one step does better than several. */
export const misleading = (): FusedModel =>
  seeing(
    sloped((after, values) => {
      const far = tf.mean(tf.abs(tf.sub(values, 0.5)), [1, 2, 3], true);
      return tf.mul(after, tf.sub(1, tf.mul(2, tf.cast(tf.greater(far, 0.03), 'float32'))));
    }),
  );

/** The score of the linear model is its fused embedding, beside a one; its head rounds, and so has no slope. */
export const roundingHead = (): FusedModel => {
  const model = linearImageModel();
  const column = (matrix: tf.Tensor2D, at: number): tf.Tensor2D => tf.slice(matrix, [0, at], [-1, 1]);
  return {
    ...model,
    fuse: (encodings) => {
      const score = column(model.decide(model.fuse(encodings)), 1);
      return tf.concat<tf.Tensor2D>([score, tf.onesLike(score)], 1);
    },
    decide: (z) => {
      const score = column(z, 0);
      return tf.concat<tf.Tensor2D>([tf.zerosLike(score), tf.div(tf.round(tf.mul(score, 50)), 50)], 1);
    },
  };
};
