import * as tf from '@tensorflow/tfjs-core';
import type { NumbersInput } from '../../../shared/imported/model-map';
import { planeOf, type Measured, type PlaneSpec } from '../../../shared/modality';
import { LUMA, axesOf, ofChannel, planeGiven, rangesOf, shapeOf } from '../../predictors/inputs/plane-input';
import { stepsOf } from '../../predictors/inputs/resize';

/**
 * What `planeInput` does, in tensors that gradients pass.
 *
 * @param values [N, height, width, channels] in [0, 1]
 */
export function planeTensor(spec: PlaneSpec, map: NumbersInput, values: tf.Tensor4D): tf.Tensor {
  const own = planeOf(spec);
  const plane = planeGiven(spec, map);
  const samples = values.shape[0];
  const ranges = map.units === 'measured' ? rangesOf(spec) : null;
  let x = values;
  if (ranges !== null) {
    // A table lies along its columns, the others along their channels.
    const shape = spec.kind === 'tabular' ? [1, own.height, own.width, own.channels] : [1, 1, 1, own.channels];
    const along = (pick: (range: Measured) => number): tf.Tensor => tf.tensor(ranges.map(pick), shape);
    x = tf.add(
      tf.mul(
        x,
        along(({ low, high }) => high - low),
      ),
      along(({ low }) => low),
    );
  }
  x = coloured(resizedTo(x, plane.height, plane.width), plane.channels);
  const channels = Array.from({ length: plane.channels }, (_, channel) => channel);
  const factor = channels.map((channel) => map.scale / ofChannel(map.std, channel, 1));
  const shift = channels.map((channel) => -ofChannel(map.mean, channel, 0) / ofChannel(map.std, channel, 1));
  if (factor.some((value) => value !== 1)) x = tf.mul(x, tf.tensor1d(factor));
  if (shift.some((value) => value !== 0)) x = tf.add(x, tf.tensor1d(shift));
  return tf.reshape(laidOut(x, map.layout), [samples, ...shapeOf(map.layout, plane)]);
}

/** Linearly, one axis after the other, by what each place is made of. */
function resizedTo(x: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const [samples, rows, columns, channels] = x.shape;
  if (rows === height && columns === width) return x;
  const down = tf.matMul(shares(rows, height), tf.reshape<tf.Rank.R3>(x, [samples, rows, columns * channels]));
  const across = tf.matMul(shares(columns, width), tf.reshape<tf.Rank.R3>(down, [samples * height, columns, channels]));
  return tf.reshape(across, [samples, height, width, channels]);
}

/** [1, to, from]. */
function shares(from: number, to: number): tf.Tensor3D {
  const own = new Float32Array(to * from);
  stepsOf(from, to).forEach(({ low, high, share }, place) => {
    own[place * from + low] += 1 - share;
    own[place * from + high] += share;
  });
  return tf.tensor3d(own, [1, to, from]);
}

function coloured(x: tf.Tensor4D, channels: number): tf.Tensor4D {
  const from = x.shape[3];
  if (from === channels) return x;
  if (from === 1) return tf.concat(Array<tf.Tensor4D>(channels).fill(x), 3);
  return tf.sum(tf.mul(x, tf.tensor1d([...LUMA])), 3, true);
}

/** Axes of more than one place, in the order of the layout; those left out have one. */
function laidOut(x: tf.Tensor4D, layout: NumbersInput['layout']): tf.Tensor {
  if (layout === 'flat') return x;
  const places = { H: 1, W: 2, C: 3 } as const;
  const named = axesOf(layout).map((axis) => places[axis]);
  const order = [0, ...([1, 2, 3] as const).filter((axis) => !named.includes(axis)), ...named];
  return order.join(' ') === '0 1 2 3' ? x : tf.transpose(x, order);
}
