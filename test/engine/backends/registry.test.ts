import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { backendOf, initBackend } from '../../../src/engine/backends/registry';

describe.each(['wasm', 'cpu'] as const)('%s', (kind) => {
  test('can be had, and names the hardware', async () => {
    expect(backendOf(kind).kind).toBe(kind);
    expect(await backendOf(kind).probe({ threads: 1 })).toMatchObject({
      available: true,
      hardware: expect.stringMatching(/\(\d+ threads\)$/) as string,
    });
  });

  test('becomes the backend, again and again', async () => {
    await initBackend(kind);
    await initBackend(kind);
    expect(tf.getBackend()).toBe(kind);
    const column = tf.tensor2d([5, 6], [2, 1]);
    const product = tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), column);
    expect([...product.dataSync()]).toEqual([17, 39]);
  });
});
