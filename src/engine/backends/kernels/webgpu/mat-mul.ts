import * as tf from '@tensorflow/tfjs-core';
import { wrapKernel } from './wrap-kernel';

/**
 * Products of stacks of matrices a [..., M, K] and b [..., K, N]. The library pairs the i-th of the result with the i-th
 * of each stack, counted from the start again when that is shorter: right if its batch axes are the last of the
 * result's, wrong pairs or an error otherwise. Then it is spread to the result's axes first.
 */
export function registerMatMul(): void {
  for (const kernelName of ['BatchMatMul', '_FusedMatMul']) {
    wrapKernel(kernelName, (inputs: Readonly<Record<'a' | 'b', tf.Tensor>>, attrs: object, stock) => {
      const { a, b } = inputs;
      const batches = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
      const [spreadA, spreadB] = [a, b].map((stack) => (repeats(stack, batches) ? stack : spread(stack, batches)));
      const isWhole = [spreadA, spreadB].some((stack) => sizeOfBatches(stack) === tf.util.sizeFromShape(batches));
      return stock({ ...inputs, a: isWhole ? spreadA : spread(spreadA, batches), b: spreadB }, attrs);
    });
  }
}

/** Are the stack's batch axes, without leading ones, the last of `batches`? */
function repeats(stack: tf.Tensor, batches: readonly number[]): boolean {
  const own = stack.shape.slice(0, -2);
  const first = own.findIndex((size) => size !== 1);
  const kept = first === -1 ? [] : own.slice(first);
  return kept.every((size, axis) => size === batches[batches.length - kept.length + axis]);
}

function spread(stack: tf.Tensor, batches: readonly number[]): tf.Tensor {
  return tf.broadcastTo(stack, [...batches, ...stack.shape.slice(-2)]);
}

function sizeOfBatches(stack: tf.Tensor): number {
  return tf.util.sizeFromShape(stack.shape.slice(0, -2));
}
