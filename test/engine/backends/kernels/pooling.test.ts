import * as tf from '@tensorflow/tfjs-core';
import { describe, test } from 'vitest';
import { expectSame, noise, withGradients } from './both-backends';

type Pad = 'same' | 'valid' | number;

const cases: readonly (readonly [
  [number, number, number, number],
  number | [number, number],
  number | [number, number],
  Pad,
])[] = [
  [[2, 8, 8, 3], 2, 2, 'valid'],
  [[2, 7, 9, 3], 2, 2, 'same'],
  [[2, 7, 9, 3], 2, 2, 'valid'],
  [[2, 8, 8, 1], 3, 1, 'same'],
  [[1, 8, 8, 5], 3, 2, 'same'],
  [[1, 8, 8, 5], 3, 2, 1],
  [[1, 9, 8, 5], [3, 2], [2, 3], 'valid'],
  [[1, 4, 4, 2], 4, 4, 'valid'],
];

/**
 * The mean as a convolution over one of ones: the library's own gradient of mean pooling takes windows at the border for
 * whole ones.
 */
function meanByConvolution(size: number | [number, number], stride: number | [number, number], pad: Pad) {
  const [height, width] = typeof size === 'number' ? [size, size] : size;
  const sums = (x: tf.Tensor): tf.Tensor => {
    const channels = x.shape[3] ?? 1;
    const filter = tf.tile(tf.reshape(tf.eye(channels), [1, 1, channels, channels]), [height, width, 1, 1]);
    return tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);
  };
  return (x: tf.Tensor) => tf.div(sums(x), sums(tf.onesLike(x)));
}

describe.each(['max', 'avg'] as const)('%s-pooling and its gradient', (type) => {
  const pool = (size: number | [number, number], stride: number | [number, number], pad: Pad) => (x: tf.Tensor) =>
    type === 'max' ? tf.maxPool(x as tf.Tensor4D, size, stride, pad) : tf.avgPool(x as tf.Tensor4D, size, stride, pad);

  const same = (size: number | [number, number], stride: number | [number, number], pad: Pad, x: () => tf.Tensor) => {
    const reference = type === 'max' ? pool(size, stride, pad) : meanByConvolution(size, stride, pad);
    return expectSame(
      withGradients(pool(size, stride, pad), () => [x()]),
      { reference: withGradients(reference, () => [x()]) },
    );
  };

  test.each(cases)('%s, window %s, stride %s, pad %s', async (shape, size, stride, pad) => {
    await same(size, stride, pad, () => noise(shape, 'image'));
  });

  test('no value above zero', async () => {
    await same(2, 2, 'same', () => tf.neg(tf.abs(noise([2, 7, 8, 3], 'image'))));
  });

  test.each(cases)('few different values, %s, window %s, stride %s, pad %s', async (shape, size, stride, pad) => {
    await same(size, stride, pad, () => tf.round(noise(shape, 'image')));
  });

  test('all values equal: one of them gets the gradient of max', async () => {
    await same(2, 2, 'valid', () => tf.zeros([1, 4, 4, 2]));
  });
});

test.each(['same', 'valid'] as const)('a stride that outruns its window, padding %s', async (pad) => {
  await expectSame(
    withGradients(
      (x) => tf.maxPool(x as tf.Tensor4D, 2, 3, pad),
      () => [noise([2, 9, 7, 3], 'x')],
    ),
  );
});
