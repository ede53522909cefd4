import * as tf from '@tensorflow/tfjs-core';
import { fault, input, refuseHuge, settingsIfAny, type Call, type Operator } from '../operator';
import { sizeOf, tensorOf, valueOf, type Value } from '../value';

/**
 * Each axis by a matrix of what every place is made of, so that gradients need products alone. Source: Resize of
 * onnx/onnx, docs/Operators.md.
 */
function resize(call: Call): readonly Value[] {
  const { shape } = input(call, 0);
  // Before the operator set 11 the scales came second.
  const scalesAt = call.opset < 11 ? 1 : 2;
  const sizes = call.opset < 11 ? null : filled(settingsIfAny(call, 3));
  const scales = sizes === null ? filled(settingsIfAny(call, scalesAt)) : null;
  const wanted = sizes ?? scales?.map((scale, axis) => Math.floor(shape[axis] * scale)) ?? [];
  if (wanted.length !== shape.length) throw fault(call.node, `is told ${wanted.length} sizes for ${shape.length} axes`);
  refuseHuge(call, wanted);
  const whole = wanted.reduce(
    (x, size, axis) =>
      size === x.shape[axis] ? x : along(call, x, axis, size, scales?.at(axis) ?? size / x.shape[axis]),
    input(call, 0).tensor(),
  );
  return [valueOf(whole)];
}

/** One that is left out may be there, and empty. */
function filled(values: readonly number[] | null): readonly number[] | null {
  return values === null || values.length === 0 ? null : values;
}

function along(call: Call, x: tf.Tensor, axis: number, to: number, scale: number): tf.Tensor {
  const from = x.shape[axis];
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const rows = tf.transpose(tf.reshape(x, [sizeOf(before), from, sizeOf(after)]), [0, 2, 1]);
  const own = tensorOf('float', [from, to], weightsOf(call, from, to, scale)) as tf.Tensor2D;
  const made = tf.matMul(tf.reshape<tf.Rank.R2>(rows, [-1, from]), own);
  const turned = tf.transpose(tf.reshape(made, [sizeOf(before), sizeOf(after), to]), [0, 2, 1]);
  return tf.reshape(turned, [...before, to, ...after]);
}

/** [from, to]: what each place of the result takes of each that was there. */
function weightsOf(call: Call, from: number, to: number, scale: number): Float32Array {
  const { attributes } = call.node;
  const usual = call.opset < 11 ? 'asymmetric' : 'half_pixel';
  const place = attributes.text('coordinate_transformation_mode', usual);
  const isNearest = attributes.text('mode', 'nearest') === 'nearest';
  const nearest = attributes.text('nearest_mode', call.opset < 11 ? 'floor' : 'round_prefer_floor');
  const weights = new Float32Array(from * to);
  const put = (at: number, own: number, share: number): void => {
    weights[Math.min(from - 1, Math.max(0, at)) * to + own] += share;
  };
  for (let own = 0; own < to; own += 1) {
    const at = comesFrom(place, own, from, to, scale);
    if (isNearest) put(nearestOf(nearest, at), own, 1);
    else {
      const low = Math.floor(at);
      put(low, own, 1 - (at - low));
      put(low + 1, own, at - low);
    }
  }
  return weights;
}

function comesFrom(place: string, own: number, from: number, to: number, scale: number): number {
  switch (place) {
    case 'align_corners':
      return to === 1 ? 0 : (own * (from - 1)) / (to - 1);
    case 'asymmetric':
      return own / scale;
    case 'pytorch_half_pixel':
      return to > 1 ? (own + 0.5) / scale - 0.5 : 0;
    default:
      return (own + 0.5) / scale - 0.5;
  }
}

function nearestOf(mode: string, at: number): number {
  switch (mode) {
    case 'floor':
      return Math.floor(at);
    case 'ceil':
      return Math.ceil(at);
    case 'round_prefer_ceil':
      return Math.floor(at + 0.5);
    default:
      return Math.ceil(at - 0.5);
  }
}

export const resizeOperators = { Resize: { tensors: resize } } as const satisfies Readonly<Record<string, Operator>>;
