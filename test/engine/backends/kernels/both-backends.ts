import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { randomFrom } from '../../../../src/engine/random';
import { dispose, tidy } from '../../../../src/engine/tensors';
import type { DeviceKind } from '../../../../src/shared/device';
import { subjectBackend } from '../../../support/subject-backend';

/** Numbers from our generator, normal, shaped. */
export function noise(shape: readonly number[], ...key: (string | number)[]): tf.Tensor {
  const random = randomFrom('kernel-test', ...key);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal()),
    [...shape],
  );
}

interface Result {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

async function on(kind: DeviceKind, compute: () => readonly tf.Tensor[]): Promise<readonly Result[]> {
  await initBackend(kind);
  const before = tf.memory().numTensors;
  const tensors = tidy(compute);
  // Not read at once: WebGPU cannot.
  const results = await Promise.all(
    tensors.map(async (tensor) => ({ shape: tensor.shape, values: [...(await tensor.data())] })),
  );
  dispose(tensors);
  expect(tf.memory().numTensors, `live tensors on ${kind}`).toBe(before);
  return results;
}

/** Asserts that the backend under test and the reference backend compute the same, to float32 rounding over sums of this size. */
export async function expectSame(
  compute: () => readonly tf.Tensor[],
  { tolerance = 2e-5, reference = compute }: { tolerance?: number; reference?: () => readonly tf.Tensor[] } = {},
): Promise<void> {
  const expected = await on('cpu', reference);
  const actual = await on(subjectBackend(), compute);
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  actual.forEach(({ values }, output) => {
    const scale = Math.max(1, ...expected[output].values.map(Math.abs));
    values.forEach((value, index) => {
      const wanted = expected[output].values[index];
      if (!(Math.abs(value - wanted) <= tolerance * scale)) {
        throw new Error(`Output ${output}, element ${index}: ${value} instead of ${wanted}.`);
      }
    });
  });
}

/** Values and gradients by all inputs of Σ weights ∘ f(inputs), with fixed random weights, so every output counts. */
export function withGradients(
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: () => readonly tf.Tensor[],
): () => readonly tf.Tensor[] {
  return () => {
    const given = [...inputs()];
    const value = f(...given);
    const weights = noise(value.shape, 'weights');
    const gradients = tf.grads((...at: tf.Tensor[]) => tf.sum(tf.mul(tf.cast(f(...at), 'float32'), weights)))(given);
    return [value, ...gradients];
  };
}
