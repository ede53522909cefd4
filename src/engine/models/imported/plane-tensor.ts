import * as tf from '@tensorflow/tfjs-core';
import type { NumbersInput } from '../../../shared/imported/model-map';
import { planeOf, type PlaneSpec } from '../../../shared/data/modality';
import { LUMA, planeGiven, rangesOf, shapeOf } from '../../predictors/inputs/plane-input';
import { stepsOf } from '../../predictors/inputs/resize';

/**
 * Samples as an input reads them: what `planeInput` computes on the host, in tensors, so that gradients pass.
 *
 * @param values [B, H, W, C] in [0, 1]
 * @param map of an input of floating-point numbers; whole ones are rounded, through which no gradient passes
 */
export function planeTensor(spec: PlaneSpec, map: NumbersInput, values: tf.Tensor4D): tf.Tensor {
  const own = planeOf(spec);
  const plane = planeGiven(spec, map);
  let given = map.units === 'measured' ? inUnits(values, spec) : values;
  if (own.height !== plane.height) given = alongAxis(given, 1, weights(own.height, plane.height));
  if (own.width !== plane.width) given = alongAxis(given, 2, weights(own.width, plane.width));
  given = withChannels(given, own.channels, plane.channels);
  const { mean, std, scale } = map;
  given = tf.sub(tf.mul(given, scale), perChannel(mean, 0));
  given = tf.div(given, perChannel(std, 1));
  const shape = [values.shape[0], ...shapeOf(map.layout, plane)];
  const ordered = map.layout === 'flat' ? given : tf.transpose(given, axesOf(map.layout));
  const laid = tf.reshape(ordered, shape);
  switch (map.type) {
    case 'float32':
    case 'float64':
      return laid;
    case 'uint8':
      return tf.cast(tf.clipByValue(tf.round(laid), 0, 255), 'int32');
    case 'int32':
    case 'int64':
      return tf.cast(tf.round(laid), 'int32');
    default:
      return map.type satisfies never;
  }
}

/** The axes that a layout names first, then those that it leaves out, which have one place. */
function axesOf(layout: string): number[] {
  const named = Array.from(layout, (axis) => 'NHWC'.indexOf(axis));
  return [...named, ...[1, 2, 3].filter((axis) => !named.includes(axis))];
}

function perChannel(values: readonly number[], otherwise: number): tf.Tensor {
  return tf.tensor1d(values.length === 0 ? [otherwise] : [...values]);
}

function inUnits(values: tf.Tensor4D, spec: PlaneSpec): tf.Tensor4D {
  const ranges = rangesOf(spec);
  if (ranges === null) return values;
  const shape = spec.kind === 'tabular' ? [1, 1, ranges.length, 1] : [1, 1, 1, ranges.length];
  const low = tf.tensor(
    ranges.map((range) => range.low),
    shape,
  );
  const wide = tf.tensor(
    ranges.map((range) => range.high - range.low),
    shape,
  );
  return tf.add<tf.Tensor4D>(low, tf.mul(values, wide));
}

function withChannels(values: tf.Tensor4D, from: number, to: number): tf.Tensor4D {
  if (from === to) return values;
  if (from === 1) return tf.tile(values, [1, 1, 1, to]);
  return tf.sum<tf.Tensor4D>(tf.mul(values, tf.tensor1d([...LUMA])), 3, true);
}

/** One axis as weighted sums of its places. @param matrix [from, to] */
function alongAxis(values: tf.Tensor4D, axis: 1 | 2, matrix: tf.Tensor2D): tf.Tensor4D {
  const last = axis === 1 ? [0, 2, 3, 1] : [0, 1, 3, 2];
  const back = axis === 1 ? [0, 3, 1, 2] : [0, 1, 3, 2];
  const moved = tf.transpose(values, last);
  const flat = tf.matMul(tf.reshape(moved, [-1, matrix.shape[0]]), matrix);
  const [samples, second, third] = moved.shape;
  return tf.transpose(tf.reshape(flat, [samples, second, third, matrix.shape[1]]), back);
}

function weights(from: number, to: number): tf.Tensor2D {
  const values = new Float32Array(from * to);
  stepsOf(from, to).forEach(({ low, high, share }, place) => {
    values[low * to + place] += 1 - share;
    values[high * to + place] += share;
  });
  return tf.tensor2d(values, [from, to]);
}
