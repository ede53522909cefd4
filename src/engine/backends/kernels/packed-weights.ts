import type * as tf from '@tensorflow/tfjs-core';

const firstShapes = new WeakMap<object, string>();

/**
 * May the right-hand matrix of a product be given to wasm under the tensor's own name?
 *
 * wasm packs such a matrix once and finds it again by the tensor's data, not by its shape. A reshaped tensor shares its
 * data, and would be read with the first shape, out of bounds; it needs a name of its own. The first shape asked for is
 * the one that may.
 */
export function claimPackedShape(weights: tf.TensorInfo, inner: number, columns: number): boolean {
  const shape = `${inner}×${columns}`;
  const first = firstShapes.get(weights.dataId);
  if (first === undefined) firstShapes.set(weights.dataId, shape);
  return first === undefined || first === shape;
}
