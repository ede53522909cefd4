import type * as tf from '@tensorflow/tfjs-core';
import { floats, integers, replaceKernel, stockKernel, type WasmKernel } from './wasm-kernel';

/**
 * Rows of x [N, …] by their numbers: word embeddings, the samples of an active set, cells of feature maps. The library's
 * kernel computes the place of every single element; rows are copied whole here, and
 * rows that follow each other in x at once. Other axes and types are left to the library.
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
    const rows: tf.TensorInfo = backend.makeOutput([...indices.shape, ...x.shape.slice(1)], x.dtype);
    const numbers = integers(backend, indices);
    // Moved within one view of the whole heap: a view for every row costs more than the copy.
    const heap = new Float32Array(floats(backend, x).buffer);
    const from = floats(backend, x).byteOffset / heap.BYTES_PER_ELEMENT;
    const into = floats(backend, rows).byteOffset / heap.BYTES_PER_ELEMENT;
    const width = count === 0 ? 0 : x.size / count;
    for (let start = 0; start < numbers.length;) {
      const first = numbers[start];
      let end = start + 1;
      while (end < numbers.length && numbers[end] === first + end - start) end += 1;
      const last = first + end - start;
      if (first < 0 || last > count) {
        backend.disposeData(rows.dataId);
        throw new Error(`GatherV2: there is no row ${first < 0 ? first : Math.max(first, count)} of ${count}.`);
      }
      heap.copyWithin(into + start * width, from + first * width, from + last * width);
      start = end;
    }
    return rows;
  };
  replaceKernel('GatherV2', gather);
}
