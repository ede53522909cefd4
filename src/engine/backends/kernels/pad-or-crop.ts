import * as tf from '@tensorflow/tfjs-core';

/** Adds zeros to x [B, H, W, C] above/below and left/right; negative amounts cut off. */
export function padOrCrop(
  x: tf.Tensor4D,
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
): tf.Tensor4D {
  const cut = (amount: number): number => Math.max(0, -amount);
  const add = (amount: number): number => Math.max(0, amount);
  const [batch, height, width, channels] = x.shape;
  const cropped =
    Math.min(top, bottom, left, right) < 0
      ? tf.slice(
          x,
          [0, cut(top), cut(left), 0],
          [batch, height - cut(top) - cut(bottom), width - cut(left) - cut(right), channels],
        )
      : x;
  if (Math.max(top, bottom, left, right) <= 0) return cropped;
  return tf.pad(cropped, [
    [0, 0],
    [add(top), add(bottom)],
    [add(left), add(right)],
    [0, 0],
  ]);
}
