import * as tf from '@tensorflow/tfjs-core';
import { floats, replaceKernel, stockKernel, type WasmCall } from './wasm-kernel';

interface SumAttributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * Sums over neighbouring axes that are not the last, without the transpose that the library makes first: the gradients
 * of biases, the mean over words. Added up in float64, row after row.
 */
export function registerSum(): void {
  const stock = stockKernel('Sum');
  replaceKernel('Sum', ({ inputs, attrs, backend }: WasmCall<'x', SumAttributes>) => {
    const { x } = inputs;
    const axes = [...tf.util.parseAxisParam(attrs.axis, x.shape)].sort((a, b) => a - b);
    const neighbours = axes.length > 0 && axes.every((axis, index) => axis === axes[0] + index);
    const kept = x.shape.slice(axes[0] + axes.length);
    const columns = tf.util.sizeFromShape(kept);
    if (!neighbours || kept.length === 0 || columns < 2 || x.dtype !== 'float32') {
      return stock({ inputs: { x }, attrs: { ...attrs }, backend }) as tf.TensorInfo;
    }
    const before = x.shape.slice(0, axes[0]);
    const shape = [...before, ...(attrs.keepDims ? axes.map(() => 1) : []), ...kept];
    const out: tf.TensorInfo = backend.makeOutput(shape, 'float32');
    const values = floats(backend, x);
    const into = floats(backend, out);
    const size = tf.util.sizeFromShape(axes.map((axis) => x.shape[axis])) * columns;
    const totals = new Float64Array(columns);
    for (let block = 0; block * columns < into.length; block += 1) {
      totals.fill(0);
      addColumns(values, block * size, (block + 1) * size, totals);
      into.set(totals, block * columns);
    }
    return out;
  });
}

/** Adds the rows of `values` from `start` to `end`, each as long as the totals, to these. */
function addColumns(values: Float32Array, start: number, end: number, totals: Float64Array): void {
  const columns = totals.length;
  let at = start;
  // Four rows at a time, which loads and stores each total a quarter as often.
  for (; at + 4 * columns <= end; at += 4 * columns) {
    for (let column = 0; column < columns; column += 1) {
      const first = at + column;
      const pair = values[first] + values[first + columns];
      totals[column] += pair + (values[first + 2 * columns] + values[first + 3 * columns]);
    }
  }
  for (; at < end; at += columns) {
    for (let column = 0; column < columns; column += 1) totals[column] += values[at + column];
  }
}
