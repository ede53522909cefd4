import * as tf from '@tensorflow/tfjs-core';
import { describe, test } from 'vitest';
import { expectSame, noise, withGradients } from './both-backends';

type Pad = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;
interface Case {
  readonly image: [number, number, number, number];
  readonly filter: [number, number, number, number];
  readonly stride: number | [number, number];
  readonly pad: Pad;
}

const cases: readonly Case[] = [];
const all = cases as Case[];
for (const channels of [1, 3, 8, 11]) {
  for (const pad of ['same', 'valid', 1] as const) {
    for (const stride of [1, 2] as const) {
      all.push({ image: [2, 9, 7, channels], filter: [3, 3, channels, 4], stride, pad });
      all.push({ image: [3, 8, 8, channels], filter: [3, 3, channels, 5], stride, pad });
    }
  }
}
all.push(
  { image: [2, 8, 8, 3], filter: [1, 1, 3, 4], stride: 1, pad: 'same' },
  { image: [2, 8, 8, 9], filter: [1, 1, 9, 4], stride: 2, pad: 'valid' },
  { image: [2, 9, 8, 2], filter: [2, 2, 2, 3], stride: 1, pad: 'same' },
  { image: [2, 9, 8, 8], filter: [4, 2, 8, 3], stride: 1, pad: 'same' },
  { image: [2, 9, 8, 8], filter: [5, 3, 8, 3], stride: [2, 1], pad: 'same' },
  { image: [1, 12, 12, 2], filter: [5, 5, 2, 3], stride: 3, pad: 'valid' },
  { image: [1, 12, 12, 8], filter: [5, 5, 8, 3], stride: 3, pad: 'valid' },
  { image: [1, 11, 13, 8], filter: [2, 2, 8, 3], stride: 4, pad: 'valid' },
  {
    image: [1, 6, 6, 8],
    filter: [3, 3, 8, 2],
    stride: 1,
    pad: [
      [0, 0],
      [1, 2],
      [0, 3],
      [0, 0],
    ],
  },
  {
    image: [1, 6, 6, 2],
    filter: [2, 2, 2, 2],
    stride: 2,
    pad: [
      [0, 0],
      [3, 0],
      [0, 3],
      [0, 0],
    ],
  },
  // A patch encoder: windows side by side.
  { image: [2, 28, 28, 1], filter: [7, 7, 1, 16], stride: 7, pad: 'valid' },
  // One filter value per image, and an image smaller than the filter's reach.
  { image: [1, 5, 5, 8], filter: [5, 5, 8, 2], stride: 1, pad: 'valid' },
  { image: [1, 2, 2, 8], filter: [5, 5, 8, 2], stride: 1, pad: 'same' },
);

describe('convolution and its gradients', () => {
  test.each(cases)('$image by $filter, stride $stride, pad $pad', async ({ image, filter, stride, pad }) => {
    const convolve = (x: tf.Tensor, kernel: tf.Tensor): tf.Tensor =>
      tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, pad);
    await expectSame(withGradients(convolve, () => [noise(image, 'image'), noise(filter, 'filter')]));
  });
});

test('padding by a number, with a filter that is not square, is padding spelt out', async () => {
  const inputs = (): tf.Tensor[] => [noise([2, 8, 8, 3], 'image'), noise([1, 5, 3, 4], 'filter')];
  const convolve =
    (pad: Pad) =>
    (x: tf.Tensor, kernel: tf.Tensor): tf.Tensor =>
      tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, pad);
  const spelt = withGradients(
    convolve([
      [0, 0],
      [2, 2],
      [2, 2],
      [0, 0],
    ]),
    inputs,
  );
  await expectSame(withGradients(convolve(2), inputs));
  await expectSame(withGradients(convolve(2), inputs), { reference: spelt });
});

test('a filter, then the same filter reshaped', async () => {
  await expectSame(() => {
    const x = noise([2, 8, 8, 4], 'image') as tf.Tensor4D;
    const filter = noise([3, 1, 4, 6], 'filter');
    return [
      tf.conv2d(x, filter as tf.Tensor4D, 1, 'same'),
      tf.conv2d(x, tf.reshape(filter, [1, 3, 4, 6]), 1, 'same'),
      tf.conv2d(x, tf.reshape(filter, [3, 2, 4, 3]), 1, 'same'),
      tf.conv2d(x, filter as tf.Tensor4D, 2, 'valid'),
    ];
  });
});

test.each([
  [1, 2],
  [2, 3],
  [1, 3],
] as const)('a filter of %i that its stride of %i outruns, padded to the same size', async (size, stride) => {
  const convolve = (x: tf.Tensor, kernel: tf.Tensor): tf.Tensor =>
    tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, 'same');
  await expectSame(withGradients(convolve, () => [noise([2, 9, 8, 8], 'image'), noise([size, size, 8, 8], 'filter')]));
});
