import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { layersLibrary } from '../../../src/engine/models/imported/tfjs/library';

/** Gradients of the lab's own, which the library has none of, or wrong ones. */
const kernels = ['Maximum', 'Minimum', 'SquaredDifference', 'BatchMatMul', 'Greater', 'LogicalAnd', 'Einsum', 'Relu'];

// In a file by itself: the library does its harm once, as it is loaded.
it('what loads Layers models leaves the gradients of the lab in their places', async () => {
  await initBackend('cpu');
  const before = kernels.map((name) => tf.getGradient(name));
  const { layers } = await layersLibrary();
  expect(layers.dense({ units: 2 }).getClassName()).toBe('Dense');
  kernels.forEach((name, at) => {
    expect(tf.getGradient(name), name).toBe(before[at]);
  });
  // Stock gradients know inputs of one shape only.
  const slope = tf.grad((x) => tf.sum(tf.maximum(x, tf.scalar(0))))(tf.tensor2d([[1, -2], [3, -4]])); // prettier-ignore
  expect([...slope.dataSync()]).toEqual([1, 0, 1, 0]);
  const whole = tf.grad((x) => tf.sum(tf.maximum(tf.tensor2d([[1, -2], [3, -4]]), x)))(tf.scalar(0)); // prettier-ignore
  expect([whole.shape, ...whole.dataSync()]).toEqual([[], 2]);
});
