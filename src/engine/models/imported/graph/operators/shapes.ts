/** Operators that change how numbers lie, and none of them. */
import * as tf from '@tensorflow/tfjs-core';
import type { ElementKind } from '../../../../formats/onnx/tensor';
import { broadcastShape, broadcastTo } from '../broadcast';
import { built, mapped, numbersOf, reader } from '../on-host';
import { axesIn, axesOf, fault, input, refuseHuge, settings, type Call, type Operator } from '../operator';
import { hostValue, sizeOf, valueOf, type Value } from '../value';

function reshaper(shapeOf: (call: Call) => readonly number[]): Operator {
  const shaped = (call: Call): readonly number[] => {
    const shape = shapeOf(call);
    const { shape: from } = input(call, 0);
    if (sizeOf(shape) === sizeOf(from)) return shape;
    throw fault(
      call.node,
      `brings [${from.join(', ')}] to [${shape.join(', ')}], which hold another number of numbers`,
    );
  };
  return {
    tensors: (call) => [valueOf(tf.reshape(input(call, 0).tensor(), [...shaped(call)]))],
    host: (call) => [hostValue(input(call, 0).kind, shaped(call), numbersOf(input(call, 0)))],
  };
}

/** 0 stands for the size that was there, −1 for what is left. */
function reshaped(call: Call): readonly number[] {
  const { shape: from } = input(call, 0);
  const keepsZero = call.node.attributes.integer('allowzero', 0) === 1;
  const wanted = settings(call, 1).map((size, axis) => (size === 0 && !keepsZero ? (from[axis] ?? 0) : size));
  const known = wanted.reduce((product, size) => (size === -1 ? product : product * size), 1);
  return wanted.map((size) => (size === -1 ? sizeOf(from) / Math.max(known, 1) : size));
}

function flattened(call: Call): readonly number[] {
  const { shape } = input(call, 0);
  const given = call.node.attributes.integer('axis', 1);
  const axis = given < 0 ? given + shape.length : given;
  return [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis))];
}

function squeezed(call: Call): readonly number[] {
  const { shape } = input(call, 0);
  const axes = axesOf(call, 1);
  if (axes === null) return shape.filter((size) => size !== 1);
  const gone = axesIn(call, axes, shape.length);
  return shape.filter((size, axis) => size !== 1 || !gone.includes(axis));
}

function unsqueezed(call: Call): readonly number[] {
  const { shape } = input(call, 0);
  const axes = axesOf(call, 1) ?? [];
  const rank = shape.length + axes.length;
  const added = axesIn(call, axes, rank);
  const left = [...shape];
  return Array.from({ length: rank }, (_, axis) => (added.includes(axis) ? 1 : (left.shift() ?? 1)));
}

function orderOf(call: Call): number[] {
  const { shape } = input(call, 0);
  const order = call.node.attributes.integers('perm') ?? shape.map((_, axis) => shape.length - 1 - axis);
  return axesIn(call, order, shape.length);
}

function turned(call: Call): readonly Value[] {
  const value = input(call, 0);
  const order = orderOf(call);
  // The graph itself asks for the order that they lie in.
  if (value.isChannelsLast && order.join(' ') === '0 2 3 1') return [valueOf(value.channelsLast())];
  return [valueOf(tf.transpose(value.tensor(), order))];
}

function turnedOnHost(call: Call): readonly Value[] {
  const value = input(call, 0);
  const order = orderOf(call);
  const read = reader(value);
  const shape = order.map((axis) => value.shape[axis]);
  return [
    built(call, value.kind, shape, (place) => {
      const from = [...place];
      order.forEach((axis, at) => (from[axis] = place[at]));
      return read(from);
    }),
  ];
}

function expandedShape(call: Call): readonly number[] {
  return broadcastShape(call, [input(call, 0).shape, settings(call, 1)]);
}

function repeats(call: Call): readonly number[] {
  const { shape } = input(call, 0);
  const own = settings(call, 1);
  if (own.length !== shape.length)
    throw fault(call.node, `is told ${own.length} numbers of copies for ${shape.length} axes`);
  refuseHuge(
    call,
    shape.map((size, axis) => size * own[axis]),
  );
  return own;
}

function tiled(call: Call): readonly Value[] {
  const { shape } = input(call, 0);
  const whole = repeats(call).reduce((tensor, count, axis) => {
    if (count === 1) return tensor;
    const [before, own, after] = [tensor.shape.slice(0, axis), shape[axis], tensor.shape.slice(axis + 1)];
    const flat = tf.reshape(tensor, [sizeOf(before), 1, own * sizeOf(after)]);
    return tf.reshape(broadcastTo(flat, [sizeOf(before), count, own * sizeOf(after)]), [
      ...before,
      own * count,
      ...after,
    ]);
  }, input(call, 0).tensor());
  return [valueOf(whole)];
}

/** Element types of onnx.proto by what they are to the lab. */
const kinds: Readonly<Record<number, ElementKind>> = {
  ...{ 1: 'float', 10: 'float', 11: 'float', 16: 'float', 9: 'bool' },
  ...{ 2: 'int', 3: 'int', 4: 'int', 5: 'int', 6: 'int', 7: 'int', 12: 'int', 13: 'int' },
};

function castTo(call: Call): ElementKind {
  const to = call.node.attributes.integer('to', 0);
  if (Object.hasOwn(kinds, to)) return kinds[to];
  throw fault(call.node, `makes numbers of the type ${to}, which the lab does not compute with`);
}

function castOnHost(call: Call): readonly Value[] {
  const kind = castTo(call);
  const change = { float: (own: number) => own, int: Math.trunc, bool: (own: number) => Number(own !== 0) }[kind];
  return [mapped(kind, input(call, 0), change)];
}

function castInTensors(call: Call): readonly Value[] {
  const kind = castTo(call);
  const x = input(call, 0).tensor();
  if (kind === 'float') return [valueOf(tf.cast(x, 'float32'))];
  return [valueOf(kind === 'bool' ? tf.notEqual(x, 0) : withoutGradient(x, (own) => tf.cast(own, 'int32')))];
}

/** Steps have no slope; the library would pass one through them. */
function withoutGradient(x: tf.Tensor, change: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  if (x.dtype !== 'float32') return change(x);
  return tf.customGrad((own) => ({
    value: change(own as tf.Tensor),
    gradFunc: () => [tf.zerosLike(own as tf.Tensor)],
  }))(x);
}

function sizes(call: Call): readonly Value[] {
  const { shape } = input(call, 0);
  const { attributes } = call.node;
  const end = attributes.has('end') ? attributes.integer('end', 0) : shape.length;
  const own = shape.slice(attributes.integer('start', 0), end);
  return [hostValue('int', [own.length], Float64Array.from(own))];
}

function same(call: Call): readonly Value[] {
  return [input(call, 0)];
}

/** In use it drops nothing; its second output says so. */
function undropped(call: Call): readonly Value[] {
  const own = input(call, 0);
  return call.node.outputs.length < 2
    ? [own]
    : [own, hostValue('bool', own.shape, new Float64Array(sizeOf(own.shape)).fill(1))];
}

export const shapeOperators = {
  Cast: { tensors: castInTensors, host: castOnHost },
  Dropout: { tensors: undropped, host: undropped },
  Expand: {
    tensors: (call) => [valueOf(broadcastTo(input(call, 0).tensor(), expandedShape(call)))],
    host: (call) => [built(call, input(call, 0).kind, expandedShape(call), reader(input(call, 0)))],
  },
  Flatten: reshaper(flattened),
  Identity: { tensors: same, host: same },
  Reshape: reshaper(reshaped),
  Shape: { tensors: sizes, host: sizes },
  Size: {
    tensors: (call) => [hostValue('int', [], Float64Array.of(sizeOf(input(call, 0).shape)))],
  },
  Squeeze: reshaper(squeezed),
  Tile: {
    tensors: tiled,
    host: (call) => {
      const value = input(call, 0);
      const read = reader(value);
      const shape = value.shape.map((size, axis) => size * repeats(call)[axis]);
      return [built(call, value.kind, shape, (place) => read(place.map((at, axis) => at % value.shape[axis])))];
    },
  },
  Transpose: { tensors: turned, host: turnedOnHost },
  Unsqueeze: reshaper(unsqueezed),
} as const satisfies Readonly<Record<string, Operator>>;
