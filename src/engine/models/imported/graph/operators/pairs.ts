/** Operators of several inputs, number by number, broadcast to one shape. */
import * as tf from '@tensorflow/tfjs-core';
import type { ElementKind } from '../../../../formats/onnx/tensor';
import { broadcastShape, broadcastTo } from '../broadcast';
import { joined } from '../on-host';
import { input, type Call, type Operator } from '../operator';
import { channelsLastValue, valueOf, type Value } from '../value';

type Join = (a: tf.Tensor, b: tf.Tensor, kind: ElementKind) => tf.Tensor;

function present(call: Call): readonly Value[] {
  return call.inputs.map((_, at) => input(call, at));
}

/** Pictures that lie channels last stay so beside one of their own shape, one number, or one a channel. */
function pair(call: Call, a: Value, b: Value, join: Join): Value {
  const shape = broadcastShape(call, [a.shape, b.shape]);
  const fits = (value: Value): boolean =>
    value.isChannelsLast ? value.shape.every((size, axis) => size === shape[axis]) : lastForm(value) !== null;
  if (shape.length === 4 && (a.isChannelsLast || b.isChannelsLast) && fits(a) && fits(b)) {
    const inLast = (value: Value): tf.Tensor =>
      value.isChannelsLast ? value.channelsLast() : (lastForm(value) ?? value.tensor)();
    return channelsLastValue(join(inLast(a), inLast(b), a.kind) as tf.Tensor4D);
  }
  return valueOf(join(a.tensor(), b.tensor(), a.kind));
}

function lastForm(value: Value): (() => tf.Tensor) | null {
  const { shape } = value;
  const wide = shape.flatMap((size, axis) => (size === 1 ? [] : [axis - shape.length]));
  if (wide.length === 0) return () => tf.reshape(value.tensor(), [1]);
  return wide.length === 1 && wide[0] === -3 ? () => tf.reshape(value.tensor(), [1, 1, 1, -1]) : null;
}

function arithmetic(join: Join, host: (a: number, b: number, kind: ElementKind) => number): Operator {
  return {
    tensors: (call) => [pair(call, input(call, 0), input(call, 1), join)],
    host: (call) => {
      const { kind } = input(call, 0);
      return [joined(call, kind, present(call), ([a, b]) => host(a, b, kind))];
    },
  };
}

function comparison(join: Join, host: (a: number, b: number) => boolean): Operator {
  return {
    tensors: (call) => [pair(call, input(call, 0), input(call, 1), join)],
    host: (call) => [joined(call, 'bool', present(call), ([a, b]) => Number(host(a, b)))],
  };
}

function variadic(
  join: Join,
  host: (numbers: readonly number[]) => number,
  end?: (sum: tf.Tensor, count: number) => tf.Tensor,
): Operator {
  return {
    tensors: (call) => {
      const [first, ...others] = present(call);
      const whole = others.reduce((sum, own) => pair(call, sum, own, join), first);
      return [end === undefined ? whole : valueOf(end(whole.tensor(), call.inputs.length))];
    },
    host: (call) => [joined(call, input(call, 0).kind, present(call), host)],
  };
}

/** Whole numbers are cut towards zero. */
function divided(a: tf.Tensor, b: tf.Tensor, kind: ElementKind): tf.Tensor {
  return kind === 'int' ? tf.cast(tf.div(tf.cast(a, 'float32'), tf.cast(b, 'float32')), 'int32') : tf.div(a, b);
}

/** Whole powers by products: the gradient of a power asks for the logarithm of its base. */
function power(call: Call): readonly Value[] {
  const [base, exponent] = [input(call, 0), input(call, 1)];
  const own = exponent.numbers?.length === 1 ? exponent.numbers[0] : null;
  const one = (change: (x: tf.Tensor) => tf.Tensor): readonly Value[] =>
    base.isChannelsLast
      ? [channelsLastValue(change(base.channelsLast()) as tf.Tensor4D)]
      : [valueOf(change(base.tensor()))];
  if (exponent.shape.length <= base.shape.length) {
    if (own === 0.5) return one((x) => tf.sqrt(x));
    if (own === -0.5) return one((x) => tf.rsqrt(x));
    if (own === 1 || own === 2 || own === 3 || own === 4) {
      return one((x) => Array.from({ length: own - 1 }).reduce((product: tf.Tensor) => tf.mul(product, x), x));
    }
  }
  return [pair(call, base, exponent, (x, y) => tf.pow(x, tf.cast(y, x.dtype)))];
}

/** The rest has the sign of what divides, or with `fmod` of what is divided. */
function rest(call: Call): readonly Value[] {
  const isC = call.node.attributes.integer('fmod', 0) === 1;
  return [
    pair(call, input(call, 0), input(call, 1), (a, b) => {
      if (!isC) return tf.mod(a, b);
      const share = tf.div(a, b);
      return tf.sub(a, tf.mul(b, tf.mul(tf.sign(share), tf.floor(tf.abs(share)))));
    }),
  ];
}

function chosen(call: Call): readonly Value[] {
  const [condition, a, b] = [input(call, 0), input(call, 1), input(call, 2)];
  const shape = broadcastShape(call, [condition.shape, a.shape, b.shape]);
  const spread = (value: Value): tf.Tensor => broadcastTo(value.tensor(), shape);
  return [valueOf(tf.where(tf.cast(spread(condition), 'bool'), spread(a), spread(b)))];
}

const boolean = (tensor: tf.Tensor): tf.Tensor => tf.cast(tensor, 'bool');

export const pairOperators = {
  Add: arithmetic(
    (a, b) => tf.add(a, b),
    (a, b) => a + b,
  ),
  And: comparison(
    (a, b) => tf.logicalAnd(boolean(a), boolean(b)),
    (a, b) => a !== 0 && b !== 0,
  ),
  Div: arithmetic(divided, (a, b, kind) => (kind === 'int' ? Math.trunc(a / b) : a / b)),
  Equal: comparison(
    (a, b) => tf.equal(a, b),
    (a, b) => a === b,
  ),
  Greater: comparison(
    (a, b) => tf.greater(a, b),
    (a, b) => a > b,
  ),
  GreaterOrEqual: comparison(
    (a, b) => tf.greaterEqual(a, b),
    (a, b) => a >= b,
  ),
  Less: comparison(
    (a, b) => tf.less(a, b),
    (a, b) => a < b,
  ),
  LessOrEqual: comparison(
    (a, b) => tf.lessEqual(a, b),
    (a, b) => a <= b,
  ),
  Max: variadic(
    (a, b) => tf.maximum(a, b),
    (numbers) => Math.max(...numbers),
  ),
  Mean: variadic(
    (a, b) => tf.add(a, b),
    (numbers) => numbers.reduce((sum, own) => sum + own, 0) / numbers.length,
    (sum, count) => tf.div(sum, count),
  ),
  Min: variadic(
    (a, b) => tf.minimum(a, b),
    (numbers) => Math.min(...numbers),
  ),
  Mod: {
    tensors: rest,
    host: (call) => {
      const isC = call.node.attributes.integer('fmod', 0) === 1;
      return [joined(call, input(call, 0).kind, present(call), ([a, b]) => (isC ? a % b : a - b * Math.floor(a / b)))];
    },
  },
  Mul: arithmetic(
    (a, b) => tf.mul(a, b),
    (a, b) => a * b,
  ),
  Or: comparison(
    (a, b) => tf.logicalOr(boolean(a), boolean(b)),
    (a, b) => a !== 0 || b !== 0,
  ),
  PRelu: arithmetic(
    (x, slope) => tf.add(tf.relu(x), tf.mul(slope, tf.minimum(x, 0))),
    (x, slope) => (x < 0 ? slope * x : x),
  ),
  Pow: { tensors: power, host: (call) => [joined(call, input(call, 0).kind, present(call), ([a, b]) => a ** b)] },
  Sub: arithmetic(
    (a, b) => tf.sub(a, b),
    (a, b) => a - b,
  ),
  Sum: variadic(
    (a, b) => tf.add(a, b),
    (numbers) => numbers.reduce((sum, own) => sum + own, 0),
  ),
  Where: {
    tensors: chosen,
    host: (call) => [joined(call, input(call, 1).kind, present(call), ([own, a, b]) => (own !== 0 ? a : b))],
  },
  Xor: comparison(
    (a, b) => tf.logicalXor(boolean(a), boolean(b)),
    (a, b) => (a !== 0) !== (b !== 0),
  ),
} as const satisfies Readonly<Record<string, Operator>>;
