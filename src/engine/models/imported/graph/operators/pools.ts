import * as tf from '@tensorflow/tfjs-core';
import { fault, input, type Call, type Operator } from '../operator';
import { channelsLastValue, valueOf, type Value } from '../value';
import { asGiven, padded, pictureOf, windowOf, type Window } from '../window';

const made = { picture: channelsLastValue, signal: valueOf } as const;
/** Below every number that float32 holds but −∞, whose product with zero is none. */
const LEAST = -3.4e38;

/** How many places a window takes along an axis, and how much further than the padding it then reaches. */
function placed(
  [size, before, after]: readonly [number, number, number],
  kernel: number,
  stride: number,
  isCeil: boolean,
): { readonly count: number; readonly beyond: number } {
  const room = (size + before + after - kernel) / stride;
  let count = (isCeil ? Math.ceil(room) : Math.floor(room)) + 1;
  // No window begins in the padding behind the last place.
  if (isCeil && (count - 1) * stride >= size + before) count -= 1;
  return { count, beyond: Math.max(0, (count - 1) * stride + kernel - size - before - after) };
}

interface Placed {
  readonly window: Window;
  readonly padding: Window['padding'];
  readonly rows: number;
  readonly columns: number;
}

function placement(call: Call, picture: tf.Tensor4D): Placed {
  const kernel = call.node.attributes.integers('kernel_shape') ?? [];
  const window = windowOf(call, kernel, input(call, 0).shape.slice(2));
  const isCeil = call.node.attributes.integer('ceil_mode', 0) === 1;
  const { top, bottom, left, right } = window.padding;
  const rows = placed([picture.shape[1], top, bottom], window.kernel.height, window.strides.height, isCeil);
  const columns = placed([picture.shape[2], left, right], window.kernel.width, window.strides.width, isCeil);
  if (rows.count < 1 || columns.count < 1) throw fault(call.node, 'has a window larger than what it is given');
  return {
    window,
    padding: { top, left, bottom: bottom + rows.beyond, right: right + columns.beyond },
    rows: rows.count,
    columns: columns.count,
  };
}

function maxPool(call: Call): readonly Value[] {
  if (call.node.outputs.length > 1) throw fault(call.node, 'is asked where its largest numbers are');
  const picture = pictureOf(call);
  const { window, padding } = placement(call, picture);
  const { kernel, strides } = window;
  const own = tf.maxPool(
    padded(call, picture, padding, LEAST),
    [kernel.height, kernel.width],
    [strides.height, strides.width],
    'valid',
  );
  return [asGiven(own, input(call, 0), made)];
}

/** Sums by the number of places that count: those of the picture, or of what it was padded to as well. */
function averagePool(call: Call): readonly Value[] {
  const picture = pictureOf(call);
  const { window, padding, rows, columns } = placement(call, picture);
  const { kernel, strides, padding: stated } = window;
  const [height, width] = [picture.shape[1], picture.shape[2]];
  const all = call.node.attributes.integer('count_include_pad', 0) === 1;
  const counted = (at: number, size: number, reach: number, [before, after]: readonly [number, number]): number => {
    const [low, high] = all ? [-before, size + after] : [0, size];
    return Math.max(0, Math.min(high, at + reach) - Math.max(low, at));
  };
  const area = kernel.height * kernel.width;
  const shares = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const down = counted(row * strides.height - stated.top, height, kernel.height, [stated.top, stated.bottom]);
    for (let column = 0; column < columns; column += 1) {
      const across = counted(column * strides.width - stated.left, width, kernel.width, [stated.left, stated.right]);
      shares[row * columns + column] = area / Math.max(1, down * across);
    }
  }
  const means = tf.avgPool(
    padded(call, picture, padding),
    [kernel.height, kernel.width],
    [strides.height, strides.width],
    'valid',
  );
  const isPlain = shares.every((own) => own === 1);
  const own = isPlain ? means : tf.mul<tf.Tensor4D>(means, tf.tensor4d(shares, [1, rows, columns, 1]));
  return [asGiven(own, input(call, 0), made)];
}

/** Over all that lies behind samples and channels. */
function globalPool(reduce: (x: tf.Tensor, axes: number[]) => tf.Tensor): Operator {
  return {
    tensors: (call) => {
      const value = input(call, 0);
      const shape = value.shape.map((size, axis) => (axis < 2 ? size : 1));
      const own = value.isChannelsLast
        ? reduce(value.channelsLast(), [1, 2])
        : reduce(
            value.tensor(),
            value.shape.flatMap((_, axis) => (axis < 2 ? [] : [axis])),
          );
      return [valueOf(tf.reshape(own, shape))];
    },
  };
}

export const poolOperators = {
  AveragePool: { tensors: averagePool },
  GlobalAveragePool: globalPool((x, axes) => tf.mean(x, axes)),
  GlobalMaxPool: globalPool((x, axes) => tf.max(x, axes)),
  MaxPool: { tensors: maxPool },
} as const satisfies Readonly<Record<string, Operator>>;
