import * as tf from '@tensorflow/tfjs-core';
import { floats, replaceKernel, stockKernel, type WasmCall } from './wasm-kernel';

interface SumAttributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * Sums over leading axes, which are the gradients of biases, without the transpose that the library makes first.
 * Added up in float64, row after row.
 */
export function registerSum(): void {
  const stock = stockKernel('Sum');
  replaceKernel('Sum', ({ inputs, attrs, backend }: WasmCall<'x', SumAttributes>) => {
    const { x } = inputs;
    const axes = tf.util.parseAxisParam(attrs.axis, x.shape);
    const leading = axes.length < x.rank && [...axes].sort((a, b) => a - b).every((axis, index) => axis === index);
    const kept = x.shape.slice(axes.length);
    const columns = tf.util.sizeFromShape(kept);
    if (!leading || columns < 2 || x.dtype !== 'float32') {
      return stock({ inputs: { x }, attrs: { ...attrs }, backend }) as tf.TensorInfo;
    }
    const shape = attrs.keepDims ? [...axes.map(() => 1), ...kept] : kept;
    const out: tf.TensorInfo = backend.makeOutput(shape, 'float32');
    const values = floats(backend, x);
    floats(backend, out).set(columnSums(values, columns));
    return out;
  });
}

function columnSums(values: Float32Array, columns: number): Float64Array {
  const totals = new Float64Array(columns);
  let at = 0;
  // Four rows at a time, which loads and stores each total a quarter as often.
  for (; at + 4 * columns <= values.length; at += 4 * columns) {
    for (let column = 0; column < columns; column += 1) {
      const first = at + column;
      const pair = values[first] + values[first + columns];
      totals[column] += pair + (values[first + 2 * columns] + values[first + 3 * columns]);
    }
  }
  for (; at < values.length; at += columns) {
    for (let column = 0; column < columns; column += 1) totals[column] += values[at + column];
  }
  return totals;
}
