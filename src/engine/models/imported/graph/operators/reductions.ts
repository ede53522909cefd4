import * as tf from '@tensorflow/tfjs-core';
import { numbersOf } from '../on-host';
import { axesIn, axesOf, axisIn, input, type Call, type Operator } from '../operator';
import { hostValue, sizeOf, valueOf, type Value } from '../value';

type Reduce = (x: tf.Tensor, axes: number[]) => tf.Tensor;

/** Axes that are gone, or null where none is named and all stay. */
function gone(call: Call): readonly number[] | null {
  const { shape } = input(call, 0);
  const named = axesOf(call, 1);
  if (named === null || named.length === 0) {
    return call.node.attributes.integer('noop_with_empty_axes', 0) === 1 ? null : shape.map((_, axis) => axis);
  }
  return axesIn(call, named, shape.length);
}

function left(call: Call, axes: readonly number[]): readonly number[] {
  const keeps = call.node.attributes.integer('keepdims', 1) === 1;
  return input(call, 0).shape.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keeps ? [1] : []));
}

/** @param host of all numbers of one-dimensional values */
function reduction(reduce: Reduce, host?: (numbers: readonly number[]) => number): Operator {
  const tensors = (call: Call): readonly Value[] => {
    const axes = gone(call);
    const value = input(call, 0);
    if (axes === null) return [value];
    return [valueOf(tf.reshape(reduce(value.tensor(), [...axes]), [...left(call, axes)]))];
  };
  if (host === undefined) return { tensors };
  return {
    tensors,
    host: (call) => {
      const axes = gone(call);
      const value = input(call, 0);
      if (axes === null) return [value];
      if (axes.length < value.shape.length) return tensors(call);
      return [hostValue(value.kind, left(call, axes), Float64Array.of(host(Array.from(numbersOf(value)))))];
    },
  };
}

/** Without overflow. */
function logSumExp(x: tf.Tensor, axes: number[]): tf.Tensor {
  return tf.logSumExp(x, axes);
}

function largestAt(call: Call): readonly Value[] {
  const value = input(call, 0);
  const axis = axisIn(call, call.node.attributes.integer('axis', 0), value.shape.length);
  const own = tf.argMax(value.tensor(), axis);
  return [valueOf(tf.reshape(own, [...left(call, [axis])]))];
}

/** Along the last axis only the library knows them. Before the operator set 13 all axes from the named one on were one. */
function alongAxis(change: (x: tf.Tensor) => tf.Tensor): Operator {
  return {
    tensors: (call) => {
      const x = input(call, 0).tensor();
      const before = call.opset < 13;
      const axis = axisIn(call, call.node.attributes.integer('axis', before ? 1 : -1), Math.max(x.rank, 1));
      if (before) {
        const flat = tf.reshape(x, [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis))]);
        return [valueOf(tf.reshape(change(flat), x.shape))];
      }
      if (axis === x.rank - 1) return [valueOf(change(x))];
      const order = x.shape.map((_, at) => at);
      order[axis] = x.rank - 1;
      order[x.rank - 1] = axis;
      return [valueOf(tf.transpose(change(tf.transpose(x, order)), order))];
    },
  };
}

/** By halves: the library has no gradient of its own that works. */
function productAlong(x: tf.Tensor, axis: number): tf.Tensor {
  let left = x;
  while (left.shape[axis] > 1) {
    const half = Math.floor(left.shape[axis] / 2);
    const part = (start: number, size: number): tf.Tensor =>
      tf.slice(
        left,
        left.shape.map((_, at) => (at === axis ? start : 0)),
        left.shape.map((own, at) => (at === axis ? size : own)),
      );
    const product = tf.mul(part(0, half), part(half, half));
    left = left.shape[axis] % 2 === 0 ? product : tf.concat([product, part(2 * half, 1)], axis);
  }
  return left;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, own) => all + own, 0);

export const reductionOperators = {
  ArgMax: { tensors: largestAt },
  LogSoftmax: alongAxis((x) => tf.logSoftmax(x)),
  ReduceL1: reduction((x, axes) => tf.sum(tf.abs(x), axes)),
  ReduceL2: reduction((x, axes) => tf.sqrt(tf.sum(tf.square(x), axes))),
  ReduceLogSumExp: reduction(logSumExp),
  ReduceMax: reduction(
    (x, axes) => tf.max(x, axes),
    (numbers) => Math.max(...numbers),
  ),
  ReduceMean: reduction((x, axes) => tf.mean(x, axes)),
  ReduceMin: reduction(
    (x, axes) => tf.min(x, axes),
    (numbers) => Math.min(...numbers),
  ),
  ReduceProd: reduction(
    (x, axes) => axes.reduce(productAlong, x),
    (numbers) => numbers.reduce((all, own) => all * own, 1),
  ),
  ReduceSum: reduction((x, axes) => tf.sum(x, axes), sum),
  ReduceSumSquare: reduction((x, axes) => tf.sum(tf.square(x), axes)),
  Softmax: alongAxis((x) => tf.softmax(x)),
} as const satisfies Readonly<Record<string, Operator>>;
