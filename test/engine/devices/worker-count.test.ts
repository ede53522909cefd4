import os from 'node:os';
import { expect, test } from 'vitest';
import { defaultWorkers, threadsOfEach } from '../../../src/engine/devices/worker-count';

const GIB = 2 ** 30;

test.each([
  [2, 8 * GIB, 2],
  [64, 256 * GIB, 64],
  [64, 24.9 * GIB, 24],
  [4, 0.5 * GIB, 1],
])('%i cores and %i bytes: %i workers on the processor, one on a card', (cores, memory, workers) => {
  for (const device of ['wasm', 'tensorflow-cpu', 'cpu'] as const) {
    expect(defaultWorkers(device, { cores, memory })).toBe(workers);
  }
  for (const device of ['webgpu', 'tensorflow-gpu'] as const) expect(defaultWorkers(device, { cores, memory })).toBe(1);
});

test('cores are shared out, and none goes without', () => {
  expect([1, 2, 3, 8, 20].map((workers) => threadsOfEach(workers, { cores: 8 }))).toEqual([8, 4, 2, 1, 1]);
});

test('this machine has room for one at least, and no more than it has cores', () => {
  expect(defaultWorkers('wasm')).toBeGreaterThanOrEqual(1);
  expect(defaultWorkers('wasm')).toBeLessThanOrEqual(os.availableParallelism());
});
