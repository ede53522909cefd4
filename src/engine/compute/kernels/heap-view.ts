import type * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * A second name for a piece of a tensor's memory, without a copy. It must be let go with `releaseView`, never with the
 * library's own disposal, which would free the middle of someone else's memory.
 */
export function heapView(
  backend: BackendWasm,
  tensor: tf.TensorInfo,
  shape: readonly number[],
  firstElement = 0,
): tf.TensorInfo {
  const bytes = 4;
  const offset = backend.getMemoryOffset(tensor.dataId) + firstElement * bytes;
  return backend.makeOutput([...shape], tensor.dtype, offset);
}

export function releaseView(backend: BackendWasm, view: tf.TensorInfo): void {
  backend.wasm.tfjs.disposeData(wasmId(backend, view));
  backend.dataIdMap.delete(view.dataId);
}

/** The number by which the wasm side knows a tensor. */
export function wasmId(backend: BackendWasm, tensor: tf.TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).id;
}
