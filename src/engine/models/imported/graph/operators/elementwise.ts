/** Operators of one input, number by number. */
import * as tf from '@tensorflow/tfjs-core';
import { mapped } from '../on-host';
import { input, settingsIfAny, type Call, type Operator } from '../operator';
import { channelsLastValue, valueOf, type Value } from '../value';

type Change = (x: tf.Tensor, call: Call) => tf.Tensor;

/** In the order in which its input lies. */
export function elementwise(call: Call, value: Value, change: Change): readonly Value[] {
  return value.isChannelsLast
    ? [channelsLastValue(change(value.channelsLast(), call) as tf.Tensor4D)]
    : [valueOf(change(value.tensor(), call))];
}

function operator(change: Change, host?: (number: number) => number): Operator {
  return {
    tensors: (call) => elementwise(call, input(call, 0), change),
    ...(host === undefined ? {} : { host: (call) => [mapped(input(call, 0).kind, input(call, 0), host)] }),
  };
}

/** Coefficients of Selu as onnx/onnx has them. */
const selu = { alpha: 1.6732632423543772, gamma: 1.0507009873554805 };
const number = ({ node }: Call, name: string, otherwise: number): number => node.attributes.number(name, otherwise);
/** What float32 holds. */
const LARGEST = 3.4028234663852886e38;

export function erf(x: tf.Tensor): tf.Tensor {
  return tf.erf(x);
}

/** Halves are rounded to even numbers. */
function rounded(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

function clip(x: tf.Tensor, call: Call): tf.Tensor {
  const low = settingsIfAny(call, 1)?.at(0) ?? number(call, 'min', -LARGEST);
  const high = settingsIfAny(call, 2)?.at(0) ?? number(call, 'max', LARGEST);
  if (low > high) return tf.add(tf.zerosLike(x), high);
  const held = (own: number): number => Math.min(LARGEST, Math.max(-LARGEST, own));
  return tf.clipByValue(x, held(low), held(high));
}

function gelu(x: tf.Tensor, { node }: Call): tf.Tensor {
  const inner =
    node.attributes.text('approximate', 'none') === 'tanh'
      ? tf.tanh(tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.mul(x, tf.mul(x, x))))))
      : erf(tf.mul(x, Math.SQRT1_2));
  return tf.mul(tf.mul(0.5, x), tf.add(1, inner));
}

/** x⁺ − (e^(−x⁺) …) in a form that neither overflows nor loses its gradient: max(x, 0) + log(1 + e^(−|x|)). */
function softplus(x: tf.Tensor): tf.Tensor {
  return tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
}

/** α (e^(min(x, 0) / c) − 1) + max(x, 0) of Elu and its kin. */
function bent(x: tf.Tensor, alpha: number, width: number): tf.Tensor {
  const below = tf.sub(tf.exp(tf.div(tf.minimum(x, 0), width)), 1);
  return tf.add(tf.relu(x), tf.mul(alpha, below));
}

function hardSigmoid(x: tf.Tensor, alpha: number, beta: number): tf.Tensor {
  return tf.clipByValue(tf.add(tf.mul(alpha, x), beta), 0, 1);
}

export const elementwiseOperators = {
  Abs: operator((x) => tf.abs(x), Math.abs),
  Ceil: operator((x) => tf.ceil(x), Math.ceil),
  Celu: operator((x, call) => bent(x, number(call, 'alpha', 1), number(call, 'alpha', 1))),
  Clip: operator(clip),
  Cos: operator((x) => tf.cos(x), Math.cos),
  Elu: operator((x, call) => bent(x, number(call, 'alpha', 1), 1)),
  Erf: operator(erf),
  Exp: operator((x) => tf.exp(x), Math.exp),
  Floor: operator((x) => tf.floor(x), Math.floor),
  Gelu: operator(gelu),
  HardSigmoid: operator((x, call) => hardSigmoid(x, number(call, 'alpha', 0.2), number(call, 'beta', 0.5))),
  HardSwish: operator((x) => tf.mul(x, hardSigmoid(x, 1 / 6, 0.5))),
  LeakyRelu: operator((x, call) => tf.leakyRelu(x, number(call, 'alpha', 0.01))),
  Log: operator((x) => tf.log(x), Math.log),
  Mish: operator((x) => tf.mul(x, tf.tanh(softplus(x)))),
  Neg: operator(
    (x) => tf.neg(x),
    (own) => -own,
  ),
  Not: operator(
    (x) => tf.logicalNot(tf.cast(x, 'bool')),
    (own) => Number(own === 0),
  ),
  Reciprocal: operator(
    (x) => tf.reciprocal(x),
    (own) => 1 / own,
  ),
  Relu: operator(
    (x) => tf.relu(x),
    (own) => Math.max(0, own),
  ),
  Round: operator((x) => tf.round(x), rounded),
  Selu: operator((x, call) => tf.mul(number(call, 'gamma', selu.gamma), bent(x, number(call, 'alpha', selu.alpha), 1))),
  Sigmoid: operator((x) => tf.sigmoid(x)),
  Sign: operator((x) => tf.sign(x), Math.sign),
  Sin: operator((x) => tf.sin(x), Math.sin),
  Softplus: operator(softplus),
  Softsign: operator((x) => tf.div(x, tf.add(1, tf.abs(x)))),
  Sqrt: operator((x) => tf.sqrt(x), Math.sqrt),
  Tanh: operator((x) => tf.tanh(x)),
} as const satisfies Readonly<Record<string, Operator>>;
