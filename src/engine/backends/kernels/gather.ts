import type * as tf from '@tensorflow/tfjs-core';
import { floats, integers, replaceKernel, stockKernel, type WasmKernel } from './wasm-kernel';

/**
 * Rows of x [N, …] by their numbers: word embeddings, the samples of an active set. The library's kernel computes the
 * place of every single element (2 ms for 768 words of 64 numbers); rows are copied whole here. Other axes and types
 * are left to the library.
 */
export function registerGather(): void {
  const stock = stockKernel('GatherV2');
  const gather: WasmKernel<'x' | 'indices', { readonly axis: number; readonly batchDims: number }> = (call) => {
    const { inputs, attrs, backend } = call;
    const { x, indices } = inputs;
    if (attrs.axis !== 0 || attrs.batchDims !== 0 || x.dtype !== 'float32' || indices.dtype !== 'int32') {
      return stock(call) as tf.TensorInfo;
    }
    const count = x.shape[0];
    const missing = integers(backend, indices).find((number) => number < 0 || number >= count);
    if (missing !== undefined) throw new Error(`GatherV2: there is no row ${missing} of ${count}.`);
    const rows: tf.TensorInfo = backend.makeOutput([...indices.shape, ...x.shape.slice(1)], x.dtype);
    // Moved within one view of the whole heap: a view for every row costs more than the copy.
    const heap = new Float32Array(floats(backend, x).buffer);
    const from = floats(backend, x).byteOffset / heap.BYTES_PER_ELEMENT;
    let into = floats(backend, rows).byteOffset / heap.BYTES_PER_ELEMENT;
    const numbers = integers(backend, indices);
    const width = count === 0 ? 0 : x.size / count;
    for (const number of numbers) {
      heap.copyWithin(into, from + number * width, from + (number + 1) * width);
      into += width;
    }
    return rows;
  };
  replaceKernel('GatherV2', gather);
}
