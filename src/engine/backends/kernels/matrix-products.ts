import type * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { heapView, releaseView, wasmId } from './heap-view';
import { claimPackedShape } from './packed-weights';
import { integers } from './wasm-kernel';

/** rows × inner by inner × columns. */
export interface Sizes {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

interface NativeModule {
  _BatchMatMul(
    a: number,
    shapeOfA: number,
    rankOfA: number,
    b: number,
    shapeOfB: number,
    rankOfB: number,
    transposeA: number,
    transposeB: number,
    out: number,
  ): void;
}

/**
 * Products of matrices of one size, by the library's native function for a single product, called without its wrapper:
 * attention makes thousands of small products, each shorter than the wrapper's own work.
 */
export class MatrixProducts {
  readonly #backend: BackendWasm;
  readonly #native: NativeModule;
  readonly #sizes: Sizes;

  constructor(backend: BackendWasm, sizes: Sizes) {
    this.#backend = backend;
    this.#native = backend.wasm as unknown as NativeModule;
    this.#sizes = sizes;
  }

  /** One product over the whole of three tensors. b stays packed for its next use. */
  whole(a: tf.TensorInfo, b: tf.TensorInfo, out: tf.TensorInfo): void {
    const { inner, columns } = this.#sizes;
    const backend = this.#backend;
    this.#withShapes((multiply) => {
      if (claimPackedShape(b, inner, columns)) {
        multiply(wasmId(backend, a), wasmId(backend, b), wasmId(backend, out));
        return;
      }
      const other = heapView(backend, b, 0, inner * columns);
      multiply(wasmId(backend, a), other, wasmId(backend, out));
      releaseView(backend, other);
    });
  }

  /** One product per matrix of `out`, in order, of the matrices of a and b with these indices. */
  each(
    a: tf.TensorInfo,
    indicesOfA: readonly number[],
    b: tf.TensorInfo,
    indicesOfB: readonly number[],
    out: tf.TensorInfo,
  ): void {
    const { rows, inner, columns } = this.#sizes;
    const backend = this.#backend;
    this.#withShapes((multiply) => {
      for (let index = 0; index < indicesOfA.length; index += 1) {
        const left = heapView(backend, a, indicesOfA[index] * rows * inner, rows * inner);
        const right = heapView(backend, b, indicesOfB[index] * inner * columns, inner * columns);
        const into = heapView(backend, out, index * rows * columns, rows * columns);
        multiply(left, right, into);
        releaseView(backend, left);
        releaseView(backend, right);
        releaseView(backend, into);
      }
    });
  }

  /** Gives `work` a function that multiplies by the numbers of three tensors, their shapes laid out in the heap. */
  #withShapes(work: (multiply: (a: number, b: number, out: number) => void) => void): void {
    const { rows, inner, columns } = this.#sizes;
    const shapes = [1, rows, inner, 1, inner, columns];
    const rank = shapes.length / 2;
    const stored = this.#backend.makeOutput([shapes.length], 'int32');
    integers(this.#backend, stored).set(shapes);
    const ofA = this.#backend.getMemoryOffset(stored.dataId);
    const ofB = ofA + rank * Int32Array.BYTES_PER_ELEMENT;
    work((a, b, out) => {
      this.#native._BatchMatMul(a, ofA, rank, b, ofB, rank, 0, 0, out);
    });
    this.#backend.disposeData(stored.dataId);
  }
}
