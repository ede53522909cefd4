/** Windows that pass over pictures, as convolutions and pools have them. A signal is a picture of one row. */
import * as tf from '@tensorflow/tfjs-core';
import { fault, input, refuseHuge, type Call } from './operator';
import type { Value } from './value';

export interface Sides {
  readonly height: number;
  readonly width: number;
}
export interface Window {
  readonly kernel: Sides;
  readonly strides: Sides;
  readonly dilations: Sides;
  readonly padding: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
}

/** Of [height, width], or [width]. */
function sides(own: readonly number[]): Sides {
  return own.length === 1 ? { height: 1, width: own[0] } : { height: own[0], width: own[1] };
}

/** @param kernel along the axes of the picture @param picture the same */
export function windowOf(call: Call, kernel: readonly number[], picture: readonly number[]): Window {
  const { attributes } = call.node;
  const ones = kernel.map(() => 1);
  const strides = attributes.integers('strides') ?? ones;
  const dilations = attributes.integers('dilations') ?? ones;
  const lengths = [kernel, strides, dilations].every(
    (own) => own.length === picture.length && own.every((one) => one >= 1),
  );
  if (!lengths || picture.length < 1 || picture.length > 2)
    throw fault(call.node, 'has a window that does not fit what it is given');
  const reach = kernel.map((size, axis) => (size - 1) * dilations[axis] + 1);
  const pads = padsOf(call, picture, reach, strides);
  const count = picture.length;
  const before = sides(pads.slice(0, count));
  const after = sides(pads.slice(count));
  // Of a signal the row is not padded.
  const rows = count === 1 ? [0, 0] : [before.height, after.height];
  return {
    kernel: sides(kernel),
    strides: sides(strides),
    dilations: sides(dilations),
    padding: { top: rows[0], bottom: rows[1], left: before.width, right: after.width },
  };
}

function padsOf(
  call: Call,
  picture: readonly number[],
  reach: readonly number[],
  strides: readonly number[],
): readonly number[] {
  const { attributes } = call.node;
  const mode = attributes.text('auto_pad', 'NOTSET');
  if (mode === 'NOTSET') {
    const own = attributes.integers('pads') ?? picture.flatMap(() => [0, 0]);
    if (own.length !== 2 * picture.length || own.some((one) => one < 0))
      throw fault(call.node, 'has paddings that do not fit');
    return own;
  }
  if (mode === 'VALID') return picture.flatMap(() => [0, 0]);
  const all = picture.map((size, axis) =>
    Math.max(0, (Math.ceil(size / strides[axis]) - 1) * strides[axis] + reach[axis] - size),
  );
  const few = all.map((own) => Math.floor(own / 2));
  const many = all.map((own) => Math.ceil(own / 2));
  return mode === 'SAME_LOWER' ? [...many, ...few] : [...few, ...many];
}

/** Samples, rows, columns, channels of what is given. @throws LabError for what is no picture and no signal */
export function pictureOf(call: Call, at = 0): tf.Tensor4D {
  const value = input(call, at);
  if (value.shape.length === 4) return value.channelsLast();
  if (value.shape.length !== 3) throw fault(call.node, `is given ${value.shape.length} axes; known are 3 and 4`);
  const [samples, channels, width] = value.shape;
  return tf.reshape(tf.transpose(value.tensor(), [0, 2, 1]), [samples, 1, width, channels]);
}

/** As many axes as `like` has. */
export function asGiven(
  picture: tf.Tensor4D,
  like: Value,
  made: { picture(x: tf.Tensor4D): Value; signal(x: tf.Tensor): Value },
): Value {
  if (like.shape.length === 4) return made.picture(picture);
  const [samples, , width, channels] = picture.shape;
  return made.signal(tf.transpose(tf.reshape(picture, [samples, width, channels]), [0, 2, 1]));
}

export function padded(
  call: Call,
  picture: tf.Tensor4D,
  { top, bottom, left, right }: Window['padding'],
  fill = 0,
): tf.Tensor4D {
  if (top + bottom + left + right === 0) return picture;
  const [samples, height, width, channels] = picture.shape;
  refuseHuge(call, [samples, height + top + bottom, width + left + right, channels]);
  return tf.pad(
    picture,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    fill,
  );
}
