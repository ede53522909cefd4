import type * as tf from '@tensorflow/tfjs-core';
import { replaceKernel, stockKernel, type WasmCall } from './wasm-kernel';

/**
 * The library's transpose, given fewer axes: those that stay neighbours are taken as one, and a transpose that moves
 * nothing shares memory. The library has no fast way from five axes on, which patches of images have.
 */
export function registerTranspose(): void {
  const stock = stockKernel('Transpose');
  replaceKernel('Transpose', ({ inputs, attrs, backend }: WasmCall<'x', { readonly perm: number[] }>) => {
    const { x } = inputs;
    const shape = attrs.perm.map((axis) => x.shape[axis]);
    const merged = mergeAxes(x.shape, attrs.perm);
    if (merged.perm.every((axis, index) => axis === index)) {
      backend.incRef(x.dataId);
      return { dataId: x.dataId, shape, dtype: x.dtype };
    }
    const given: tf.TensorInfo = { dataId: x.dataId, shape: merged.shape, dtype: x.dtype };
    const { dataId, dtype } = stock({ inputs: { x: given }, attrs: { perm: merged.perm }, backend }) as tf.TensorInfo;
    return { dataId, shape, dtype };
  });
}

/** The same transpose with axes of size one left out and neighbours that stay neighbours taken as one. */
function mergeAxes(shape: readonly number[], perm: readonly number[]): { shape: number[]; perm: number[] } {
  // Runs of axes, in the order of the output.
  const runs: number[][] = [];
  for (const axis of perm) {
    if (shape[axis] === 1) continue;
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isNext = last !== undefined && shape.slice(last + 1, axis).every((size) => size === 1) && axis > last;
    if (run !== undefined && isNext) run.push(axis);
    else runs.push([axis]);
  }
  const inInput = [...runs].sort((a, b) => a[0] - b[0]);
  return {
    shape: inInput.map((run) => run.reduce((size, axis) => size * shape[axis], 1)),
    perm: runs.map((run) => inInput.indexOf(run)),
  };
}
