import * as tf from '@tensorflow/tfjs-core';
import { axisIn, fault, input, type Call, type Operator } from '../operator';
import { channelsLastValue, sizeOf, valueOf, type Value } from '../value';

function epsilon({ node }: Call): number {
  return node.attributes.number('epsilon', 1e-5);
}

/** y = x · γ / √(σ² + ε) + (β − μ γ / √(σ² + ε)), per channel, by what training found of μ and σ². */
function batch(call: Call): readonly Value[] {
  const value = input(call, 0);
  const [scale, bias, mean, variance] = [1, 2, 3, 4].map((at) => input(call, at));
  if (call.node.outputs.length > 1) throw fault(call.node, 'is in training');
  const factor = (): tf.Tensor => tf.div(scale.tensor(), tf.sqrt(tf.add(variance.tensor(), epsilon(call))));
  const factors = call.kept('factor', 1, factor);
  const shift = call.kept('shift', 1, () => tf.sub(bias.tensor(), tf.mul(mean.tensor(), factor())));
  if (value.shape.length === 4) {
    return [channelsLastValue(tf.add(tf.mul(value.channelsLast(), factors), shift))];
  }
  const lined = (own: tf.Tensor): tf.Tensor =>
    tf.reshape(own, value.shape.length < 2 ? own.shape : value.shape.map((_, axis) => (axis === 1 ? own.size : 1)));
  return [valueOf(tf.add(tf.mul(value.tensor(), lined(factors)), lined(shift)))];
}

/** [rows, numbers] each to mean 0 and variance 1. */
function standardised(rows: tf.Tensor, own: number): tf.Tensor {
  const centred = tf.sub(rows, tf.mean(rows, 1, true));
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), own)));
}

function layer(call: Call): readonly Value[] {
  const value = input(call, 0);
  const axis = axisIn(call, call.node.attributes.integer('axis', -1), value.shape.length);
  if (call.node.outputs.length > 1) throw fault(call.node, 'is asked for its mean and variance');
  const rows = tf.reshape(value.tensor(), [sizeOf(value.shape.slice(0, axis)), sizeOf(value.shape.slice(axis))]);
  const own = tf.reshape(standardised(rows, epsilon(call)), [...value.shape]);
  const bias = call.inputs.at(2) ?? null;
  const scaled = tf.mul(own, input(call, 1).tensor());
  return [valueOf(bias === null ? scaled : tf.add(scaled, bias.tensor()))];
}

/** Over groups of channels of each sample; scale and bias one a channel, or before the operator set 21 one a group. */
function grouped(groups: (call: Call, channels: number) => number): Operator {
  return {
    tensors: (call) => {
      const { shape, tensor } = input(call, 0);
      const [samples, channels, ...sides] = shape;
      const count = groups(call, channels);
      if (channels % count !== 0) throw fault(call.node, `has ${count} groups for ${channels} channels`);
      const each = (channels / count) * sizeOf(sides);
      const own = tf.reshape(standardised(tf.reshape(tensor(), [samples * count, each]), epsilon(call)), [
        samples,
        channels,
        sizeOf(sides),
      ]);
      const lined = (at: number): tf.Tensor => {
        const x = input(call, at).tensor();
        const perChannel =
          x.size === channels
            ? x
            : tf.reshape(tf.add(tf.reshape(x, [count, 1]), tf.zeros([count, channels / count])), [channels]);
        return tf.reshape(perChannel, [1, channels, 1]);
      };
      return [valueOf(tf.reshape(tf.add(tf.mul(own, lined(1)), lined(2)), [...shape]))];
    },
  };
}

function byLength(call: Call): readonly Value[] {
  const x = input(call, 0).tensor();
  const axis = axisIn(call, call.node.attributes.integer('axis', -1), x.rank);
  const order = call.node.attributes.integer('p', 2);
  const length = order === 1 ? tf.sum(tf.abs(x), axis, true) : tf.sqrt(tf.sum(tf.square(x), axis, true));
  return [valueOf(tf.div(x, length))];
}

export const normalisationOperators = {
  BatchNormalization: { tensors: batch },
  GroupNormalization: grouped((call) => call.node.attributes.integer('num_groups', 1)),
  InstanceNormalization: grouped((_call, channels) => channels),
  LayerNormalization: { tensors: layer },
  LpNormalization: { tensors: byLength },
} as const satisfies Readonly<Record<string, Operator>>;
