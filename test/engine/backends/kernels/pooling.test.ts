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

describe.each(['max', 'avg'] as const)('%s-pooling and its gradient', (type) => {
  const pool = (size: number | [number, number], stride: number | [number, number], pad: Pad) => (x: tf.Tensor) =>
    type === 'max' ? tf.maxPool(x as tf.Tensor4D, size, stride, pad) : tf.avgPool(x as tf.Tensor4D, size, stride, pad);

  test.each(cases)('%s, window %s, stride %s, pad %s', async (shape, size, stride, pad) => {
    await expectSame(withGradients(pool(size, stride, pad), () => [noise(shape, 'image')]));
  });

  test('no value above zero', async () => {
    await expectSame(withGradients(pool(2, 2, 'same'), () => [tf.neg(tf.abs(noise([2, 7, 8, 3], 'image')))]));
  });

  test.each(cases)('few different values, %s, window %s, stride %s, pad %s', async (shape, size, stride, pad) => {
    await expectSame(withGradients(pool(size, stride, pad), () => [tf.round(noise(shape, 'image'))]));
  });

  test('all values equal: one of them gets the gradient of max', async () => {
    await expectSame(withGradients(pool(2, 2, 'valid'), () => [tf.zeros([1, 4, 4, 2])]));
  });
});
