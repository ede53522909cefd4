import type * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

const FLOAT_BYTES = 4;

/** Numbers of views start where the library's own count of tensors never comes, and end where they fit the wasm side. */
const FIRST_VIEW = 0x4000_0000;
export const LAST_VIEW = 0x7fff_ffff;
let lastView = FIRST_VIEW;

/** Views live for one kernel, so that a number is free again long before it comes round. */
export function nextView(view: number): number {
  return view === LAST_VIEW ? FIRST_VIEW : view + 1;
}

/** The number by which the wasm side knows a tensor. */
export function wasmId(backend: BackendWasm, tensor: tf.TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).id;
}

/**
 * A second name, on the wasm side, for a piece of a float tensor's memory: nothing is copied, and nothing freed when it
 * is released. It must be released before the tensor is.
 */
export function heapView(backend: BackendWasm, tensor: tf.TensorInfo, firstElement: number, size: number): number {
  lastView = nextView(lastView);
  const offset = backend.getMemoryOffset(tensor.dataId) + firstElement * FLOAT_BYTES;
  backend.wasm.tfjs.registerTensor(lastView, size, offset);
  return lastView;
}

/** Also frees what the wasm side has packed under this name. */
export function releaseView(backend: BackendWasm, view: number): void {
  backend.wasm.tfjs.disposeData(view);
}
