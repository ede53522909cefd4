import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { adamStart, adamStep, disposeAdam } from '../../../src/engine/training/adam';
import { randomFrom } from '../../../src/engine/random';

beforeAll(() => initBackend('wasm'));

/** Algorithm 1 of arXiv 1412.6980 as printed, in double precision, with decay as in algorithm 2 of 1711.05101. */
function reference(start: readonly number[], gradients: readonly (readonly number[])[], rate: number, decay: number) {
  const theta = [...start];
  const m = start.map(() => 0);
  const v = start.map(() => 0);
  gradients.forEach((gradient, index) => {
    const t = index + 1;
    gradient.forEach((g, i) => {
      m[i] = 0.9 * m[i] + 0.1 * g;
      v[i] = 0.999 * v[i] + 0.001 * g * g;
      const corrected = m[i] / (1 - 0.9 ** t) / (Math.sqrt(v[i] / (1 - 0.999 ** t)) + 1e-8);
      theta[i] -= rate * (corrected + decay * theta[i]);
    });
  });
  return theta;
}

test('follows the paper; decay only for kernels', () => {
  const random = randomFrom('adam');
  const draw = (): number[] => Array.from({ length: 6 }, () => random.normal());
  const start = draw();
  const gradients = Array.from({ length: 30 }, draw);
  const settings = { learningRate: 0.05, weightDecay: 0.1 };
  const before = tf.memory().numTensors;
  let state = adamStart({ kernel: tf.tensor2d(start, [2, 3]), bias: tf.tensor1d(start) });
  for (const gradient of gradients) {
    const given = { kernel: tf.tensor2d(gradient, [2, 3]), bias: tf.tensor1d(gradient) };
    const next = adamStep(state, given, settings);
    disposeAdam(state);
    tf.dispose(Object.values(given));
    state = next;
  }
  const { kernel, bias } = state.parameters;
  const expected = { kernel: reference(start, gradients, 0.05, 0.1), bias: reference(start, gradients, 0.05, 0) };
  kernel.dataSync().forEach((value, index) => {
    expect(value).toBeCloseTo(expected.kernel[index], 4);
  });
  bias.dataSync().forEach((value, index) => {
    expect(value).toBeCloseTo(expected.bias[index], 4);
  });
  expect(state.steps).toBe(30);
  disposeAdam(state);
  expect(tf.memory().numTensors).toBe(before);
});
