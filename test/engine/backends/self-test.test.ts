import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { largestDifference, selfTest, TOLERANCE } from '../../../src/engine/backends/self-test';
import { probeNetwork } from '../../../src/engine/backends/self-test-network';
import reference from '../../../src/engine/backends/self-test-reference.json';

const file = path.join(import.meta.dirname, '../../../src/engine/backends/self-test-reference.json');

describe('the stored numbers', () => {
  // To write them again after a change of the network: WRITE_REFERENCE=1 npx vitest run test/engine/backends/self-test
  test('are those of the reference backend', async () => {
    await initBackend('cpu');
    const numbers = await probeNetwork();
    if (process.env.WRITE_REFERENCE === '1') writeFileSync(file, `${JSON.stringify(numbers, null, 2)}\n`);
    else {
      expect(Object.keys(reference)).toEqual(Object.keys(numbers));
      // Other Node versions round exp and tanh differently.
      expect(largestDifference(numbers, reference).error).toBeLessThan(1e-6);
    }
  });

  test('are all finite, and none is negligible', () => {
    for (const [name, values] of Object.entries<readonly number[]>(reference)) {
      expect(values.every(Number.isFinite), name).toBe(true);
      expect(Math.max(...values.map(Math.abs)), name).toBeGreaterThan(1e-3);
    }
  });
});

test.each(['wasm', 'cpu'] as const)('%s passes, and leaves no tensor behind', async (device) => {
  await initBackend(device);
  const before = tf.memory().numTensors;
  expect(await selfTest(device)).toBeLessThan(1e-5);
  expect(tf.memory().numTensors).toBe(before);
});

describe('a wrong kernel', () => {
  const replaced: tf.KernelConfig[] = [];
  afterEach(() => {
    for (const config of replaced.splice(0)) {
      tf.unregisterKernel(config.kernelName, config.backendName);
      tf.registerKernel(config);
    }
  });

  test.each(['Conv2D', 'MaxPoolGrad', 'UnsortedSegmentSum', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'Rsqrt'])(
    '%s is noticed',
    async (kernelName) => {
      await initBackend('wasm');
      const config = tf.getKernel(kernelName, 'wasm');
      replaced.push(config);
      tf.unregisterKernel(kernelName, 'wasm');
      tf.registerKernel({
        ...config,
        kernelFunc: (call) => {
          const right = config.kernelFunc(call) as tf.TensorInfo;
          return tf.mul(tf.engine().makeTensorFromTensorInfo(right), 1 + 20 * TOLERANCE);
        },
      });
      await expect(selfTest('wasm')).rejects.toThrow(
        /^The device wasm computes wrongly: .* differs from its reference by /,
      );
    },
  );
});

test('differences are relative, and NaN is the largest', () => {
  expect(largestDifference({ a: [100.1, 50] }, { a: [100, 50] }).error).toBeCloseTo(1e-3, 10);
  expect(largestDifference({ a: [1, Number.NaN] }, { a: [1, 2] })).toEqual({ error: Infinity, what: 'a' });
  expect(largestDifference({ a: [1] }, { a: [1, 2] }).error).toBe(Infinity);
  expect(largestDifference({}, { a: [1] })).toEqual({ error: Infinity, what: 'a' });
});
