import * as tf from '@tensorflow/tfjs-core';
import { describe, test } from 'vitest';
import { expectSame, noise, withGradients } from './both-backends';

type Pad = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;
interface Case {
  readonly image: [number, number, number, number];
  /** Height, width, channels, filters of each channel. */
  readonly filter: [number, number, number, number];
  readonly stride: number | [number, number];
  readonly pad: Pad;
}

const cases: readonly Case[] = [
  ...[1, 3, 8].flatMap((channels) =>
    [1, 2].flatMap((multiplier) =>
      (['same', 'valid', 1] as const).flatMap((pad) =>
        [1, 2].map((stride): Case => {
          return { image: [2, 9, 8, channels], filter: [3, 3, channels, multiplier], stride, pad };
        }),
      ),
    ),
  ),
  { image: [2, 8, 8, 3], filter: [1, 1, 3, 2], stride: 1, pad: 'same' },
  { image: [2, 9, 7, 2], filter: [4, 2, 2, 3], stride: 3, pad: 'valid' },
  { image: [2, 9, 7, 2], filter: [2, 4, 2, 1], stride: 3, pad: 'same' },
  // Strides that leave the last rows and columns unseen.
  { image: [1, 10, 10, 2], filter: [2, 2, 2, 1], stride: 4, pad: 'valid' },
  {
    image: [1, 6, 6, 3],
    filter: [3, 3, 3, 2],
    stride: 1,
    pad: [
      [0, 0],
      [4, 2],
      [0, 3],
      [0, 0],
    ],
  },
  // An image smaller than the filter's reach.
  { image: [1, 2, 2, 4], filter: [5, 5, 4, 1], stride: 1, pad: 'same' },
];

describe('depthwise convolution and its gradients', () => {
  test.each(cases)('$image by $filter, stride $stride, pad $pad', async ({ image, filter, stride, pad }) => {
    const convolve = (x: tf.Tensor, kernel: tf.Tensor): tf.Tensor =>
      tf.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, pad);
    await expectSame(withGradients(convolve, () => [noise(image, 'image'), noise(filter, 'filter')]));
  });
});
