import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';

test('a full heap is told, harms nothing that is in it, and can be freed', async () => {
  await initBackend('wasm');
  // Doing it again must not stack guards.
  await initBackend('wasm');
  const backend = tf.backend() as unknown as Pick<BackendWasm, 'makeOutput' | 'disposeData'>;
  const kept = tf.tensor1d([1, 2, 3]);
  expect([...kept.dataSync()]).toEqual([1, 2, 3]);
  const held: tf.TensorInfo[] = [];
  // Not written to, so that no memory of the machine is really used.
  const fill = (): void => {
    for (let count = 0; count < 20; count += 1) held.push(backend.makeOutput([2 ** 26], 'float32'));
  };
  expect(fill).toThrow(
    expect.objectContaining({
      code: 'out-of-memory',
      message: expect.stringContaining('268435456 bytes') as string,
    }) as Error,
  );
  expect(held.length).toBeGreaterThan(10);
  expect([...tf.add(kept, 1).dataSync()]).toEqual([2, 3, 4]);
  for (const { dataId } of held) backend.disposeData(dataId);
  expect(() => backend.makeOutput([2 ** 26], 'float32')).not.toThrow();
});
