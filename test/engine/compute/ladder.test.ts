import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { bestAvailable, initBackend, ladder } from '../../../src/engine/compute/backends/ladder';

test('wasm is available, and chosen before the reference', async () => {
  expect((await bestAvailable())?.kind).toBe('wasm');
  for (const rung of ladder) {
    const probe = await rung.probe();
    expect(probe.available).toBe(true);
  }
});

test.each(['wasm', 'cpu'] as const)('%s multiplies', async (kind) => {
  await initBackend(kind);
  expect(tf.getBackend()).toBe(kind);
  const product = tf.tidy(() =>
    tf
      .matMul(
        tf.tensor2d([
          [1, 2],
          [3, 4],
        ]),
        tf.tensor2d([[5], [6]]),
      )
      .dataSync(),
  );
  expect([...product]).toEqual([17, 39]);
});
