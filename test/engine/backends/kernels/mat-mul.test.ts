import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { expectSame, noise, withGradients } from './both-backends';
import { subjectBackend } from '../../../support/subject-backend';

const transposes = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

/** Batch axes, rows, inner, columns. */
const shapes: readonly (readonly [readonly number[], number, number, number])[] = [
  [[], 5, 7, 3],
  [[], 1, 33, 1],
  [[3], 5, 4, 6],
  [[2, 3], 4, 8, 5],
  [[2, 2, 2], 3, 2, 4],
  [[1], 6, 5, 4],
];

describe.each(transposes)('transpose a: %s, b: %s', (transposeA, transposeB) => {
  test.each(shapes)('batches %s, %i × %i by … × %i', async (batches, rows, inner, columns) => {
    const shapeA = [...batches, ...(transposeA ? [inner, rows] : [rows, inner])];
    const shapeB = [...batches, ...(transposeB ? [columns, inner] : [inner, columns])];
    await expectSame(
      withGradients(
        (a, b) => tf.matMul(a, b, transposeA, transposeB),
        () => [noise(shapeA, 'a'), noise(shapeB, 'b')],
      ),
    );
  });

  test.each([
    [[1], [4]],
    [[4], [1]],
    [
      [2, 1],
      [1, 3],
    ],
    [[2, 3], [3]],
    [
      [2, 1],
      [2, 3],
    ],
    [
      [2, 3],
      [2, 1],
    ],
    [[], [3]],
    [[3], []],
  ])('batches %s by %s are broadcast', async (batchesA, batchesB) => {
    const a = (): tf.Tensor => noise([...batchesA, ...(transposeA ? [5, 4] : [4, 5])], 'a');
    const b = (): tf.Tensor => noise([...batchesB, ...(transposeB ? [2, 5] : [5, 2])], 'b');
    const batches = tf.broadcast_util.assertAndGetBroadcastShape(batchesA, batchesB);
    const spread = (tensor: tf.Tensor): tf.Tensor => tf.broadcastTo(tensor, [...batches, ...tensor.shape.slice(-2)]);
    await expectSame(
      withGradients(
        (x, y) => tf.matMul(x, y, transposeA, transposeB),
        () => [a(), b()],
      ),
      {
        // The reference backend pairs the wrong batches when both sides are broadcast.
        reference: withGradients(
          (x, y) => tf.matMul(spread(x), spread(y), transposeA, transposeB),
          () => [a(), b()],
        ),
      },
    );
  });
});

test.each([false, true])('b, then b reshaped (fused: %s)', async (fused) => {
  const multiply = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
    fused ? tf.fused.matMul({ a, b, activation: 'relu' }) : tf.matMul(a, b);
  await expectSame(() => {
    const b = noise([6, 4], 'b');
    const wide = noise([3, 6], 'wide');
    const narrow = noise([3, 2], 'narrow');
    return [
      multiply(wide, b),
      multiply(narrow, tf.reshape(b, [2, 12])),
      multiply(noise([5, 12], 'long'), tf.reshape(b, [12, 2])),
      multiply(wide, b),
    ];
  });
});

test('unequal inner sizes are refused', async () => {
  await initBackend(subjectBackend());
  expect(() => tf.tidy(() => tf.matMul(noise([2, 3]), noise([4, 2])))).toThrow(/inner|size-incompatible/i);
});
