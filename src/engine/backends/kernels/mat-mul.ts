import * as tf from '@tensorflow/tfjs-core';
import { MatrixProducts } from './matrix-products';
import { replaceKernel, type WasmKernel } from './wasm-kernel';

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
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
    const out = tf.engine().makeTensorFromTensorInfo(backend.makeOutput([...batches, rows, columns], 'float32'));
    if (tf.util.sizeFromShape(batchesOfB) === 1 && tf.util.sizeFromShape(batchesOfA) === count) {
      // One b for all: the rows of all batches are the rows of one product.
      new MatrixProducts(backend, { rows: count * rows, inner, columns }).whole(a, b, out);
    } else {
      const products = new MatrixProducts(backend, { rows, inner, columns });
      products.each(a, batchIndices(batchesOfA, batches), b, batchIndices(batchesOfB, batches), out);
    }
    return out;
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

/** For every batch of the broadcast shape `to`, in order, the batch of `from` that it reads. */
function batchIndices(from: readonly number[], to: readonly number[]): readonly number[] {
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
