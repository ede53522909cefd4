import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { heapView, releaseView, wasmId } from './heap-view';
import { withWeights } from './packed-weights';
import { replaceKernel, type WasmKernel } from './wasm-kernel';

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** rows × inner by inner × columns. */
interface Sizes {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/**
 * Matrix products of a [..., M, K] and b [..., K, N], batch axes broadcast.
 *
 * The library is fast for one product without transposes only, so transposes are carried out, and a batch is done one
 * product after the other, on views into the heap.
 */
const batchMatMul: WasmKernel<'a' | 'b', MatMulAttributes> = ({ inputs, attrs, backend }) =>
  tf.tidy(() => {
    if (attrs.transposeB && !attrs.transposeA && inputs.a.rank === 2 && inputs.b.rank === 2) {
      const swapped = byTransposes(inputs.a, inputs.b);
      if (swapped !== null) return swapped;
    }
    const a = attrs.transposeA ? swapLastAxes(inputs.a) : inputs.a;
    const b = attrs.transposeB ? swapLastAxes(inputs.b) : inputs.b;
    const [rows, inner] = a.shape.slice(-2);
    const [innerOfB, columns] = b.shape.slice(-2);
    if (inner !== innerOfB) {
      throw new Error(`matMul: inner sizes differ, [${a.shape.join(', ')}] by [${b.shape.join(', ')}].`);
    }
    const batchesOfA = a.shape.slice(0, -2);
    const batchesOfB = b.shape.slice(0, -2);
    const batches = tf.broadcast_util.assertAndGetBroadcastShape(batchesOfA, batchesOfB);
    const count = tf.util.sizeFromShape(batches);
    const out = backend.makeOutput([...batches, rows, columns], 'float32');
    if (tf.util.sizeFromShape(batchesOfB) === 1 && tf.util.sizeFromShape(batchesOfA) === count) {
      // One b for all: the rows of all batches are the rows of one product.
      multiply(backend, a, b, out, { rows: count * rows, inner, columns });
    } else {
      const ofA = indices(batchesOfA, batches);
      const ofB = indices(batchesOfB, batches);
      for (let index = 0; index < count; index += 1) {
        const views = [
          heapView(backend, a, [1, rows, inner], ofA[index] * rows * inner),
          heapView(backend, b, [1, inner, columns], ofB[index] * inner * columns),
          heapView(backend, out, [1, rows, columns], index * rows * columns),
        ] as const;
        multiply(backend, ...views, { rows, inner, columns });
        for (const view of views) releaseView(backend, view);
      }
    }
    return tf.engine().makeTensorFromTensorInfo(out);
  });

/** a·bᵀ as (b·aᵀ)ᵀ where that moves less memory: b is large in the gradient of a dense layer by its input. */
function byTransposes(a: tf.Tensor, b: tf.Tensor): tf.Tensor | null {
  const [rows, inner] = a.shape;
  const columns = b.shape[0];
  if (rows * inner + rows * columns >= columns * inner) return null;
  return tf.transpose(tf.matMul(b, tf.transpose(a)));
}

function swapLastAxes(tensor: tf.Tensor): tf.Tensor {
  const axes = tensor.shape.map((_, axis) => axis);
  return tf.transpose(tensor, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

type Native = (a: number, shapeA: Uint8Array, rankA: number, ...more: (number | boolean | Uint8Array)[]) => void;
interface Emscripten {
  cwrap(name: string, result: null, types: readonly string[]): Native;
}
const natives = new WeakMap<BackendWasm, Native>();

function multiply(
  backend: BackendWasm,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  out: tf.TensorInfo,
  { rows, inner, columns }: Sizes,
): void {
  let native = natives.get(backend);
  if (native === undefined) {
    const number = 'number';
    const types = [number, 'array', number, number, 'array', number, number, number, number];
    native = (backend.wasm as unknown as Emscripten).cwrap('BatchMatMul', null, types);
    natives.set(backend, native);
  }
  const run = native;
  withWeights(backend, b, [1, inner, columns], (weights) => {
    run(
      wasmId(backend, a),
      int32Bytes([1, rows, inner]),
      3,
      wasmId(backend, weights),
      int32Bytes([1, inner, columns]),
      3,
      false,
      false,
      wasmId(backend, out),
    );
  });
}

function int32Bytes(values: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(values).buffer);
}

/** For every batch of the broadcast shape `to`, in order, the batch of `from` that it reads. */
function indices(from: readonly number[], to: readonly number[]): readonly number[] {
  let found = [0];
  const padded = [...Array<number>(to.length - from.length).fill(1), ...from];
  for (const [axis, size] of to.entries()) {
    const own = padded[axis];
    found = found.flatMap((index) => Array.from({ length: size }, (_, step) => index * own + (own === 1 ? 0 : step)));
  }
  return found;
}

export function registerMatMul(): void {
  replaceKernel('BatchMatMul', batchMatMul);
}
