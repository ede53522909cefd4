import type * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { heapView, releaseView } from './heap-view';

const firstUse = new WeakMap<object, string>();

/**
 * Runs `use` with the right-hand matrix of a product.
 *
 * wasm packs such a matrix once and finds it again by the tensor's data, not by its shape; a reshaped tensor shares
 * its data, and would be read with the first shape, out of bounds. So another shape gets another name.
 */
export function withWeights<Result>(
  backend: BackendWasm,
  weights: tf.TensorInfo,
  shape: readonly number[],
  use: (weights: tf.TensorInfo) => Result,
): Result {
  const described = shape.join('×');
  const first = firstUse.get(weights.dataId);
  if (first === undefined) firstUse.set(weights.dataId, described);
  if (first === undefined || first === described) return use(weights);
  const view = heapView(backend, weights, shape);
  try {
    return use(view);
  } finally {
    releaseView(backend, view);
  }
}
