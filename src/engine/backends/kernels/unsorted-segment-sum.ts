import type * as tf from '@tensorflow/tfjs-core';
import { floats, integers, replaceKernel, type WasmKernel } from './wasm-kernel';

/**
 * Sums rows of x [N, …] that share a segment: the gradient of `gather`, so of a word embedding. The library lacks it
 * on wasm. Rows are added in order, so that results do not depend on anything else; ids outside the range are left out.
 */
const unsortedSegmentSum: WasmKernel<'x' | 'segmentIds', { readonly numSegments: number }> = ({
  inputs,
  attrs,
  backend,
}) => {
  const { x, segmentIds } = inputs;
  const sums: tf.TensorInfo = backend.makeOutput([attrs.numSegments, ...x.shape.slice(segmentIds.rank)], x.dtype);
  const into = floats(backend, sums);
  const from = floats(backend, x);
  const ids = integers(backend, segmentIds);
  const width = segmentIds.size === 0 ? 0 : x.size / segmentIds.size;
  into.fill(0);
  for (let row = 0; row < ids.length; row += 1) {
    const segment = ids[row];
    if (segment < 0 || segment >= attrs.numSegments) continue;
    for (let column = 0; column < width; column += 1) into[segment * width + column] += from[row * width + column];
  }
  return sums;
};

export function registerUnsortedSegmentSum(): void {
  replaceKernel('UnsortedSegmentSum', unsortedSegmentSum);
}
