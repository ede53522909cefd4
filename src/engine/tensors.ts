/**
 * tfjs's scopes with types that fit this code: tfjs accepts any structure of tensors at run time, but its own
 * signatures refuse readonly arrays, readonly records and interfaces.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Runs `work` and frees every tensor it made but those it returns. Not for asynchronous work. */
export function tidy<Result>(work: () => Result): Result {
  return tf.tidy(work as () => tf.TensorContainer) as Result;
}

/** Frees every tensor in a structure; null and undefined hold none. */
export function dispose(tensors: unknown): void {
  tf.dispose(tensors as tf.TensorContainer);
}
