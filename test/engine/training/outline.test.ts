import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { outlineOf } from '../../../src/engine/training/outline';
import { train } from '../../../src/engine/training/train';
import { cancelled } from '../../../src/shared/errors';
import { toyDataset, toySpec } from './toy';

beforeAll(() => initBackend('wasm'));

const dataset = toyDataset(60);
const noPause = (): Promise<void> => Promise.resolve();

test('an outline counts what training makes, from the samples that it sees', async () => {
  for (const training of [{ epochs: 1 }, { epochs: 1, trainRows: 3 }]) {
    const spec = toySpec({}, training);
    const outline = await outlineOf(spec, dataset, false, noPause);
    const trained = await train({ spec, dataset, checkpoint: null, onUpdate: () => undefined, pause: noPause });
    expect(outline.parameters).toBe(trained.parameters);
    expect(outline.words).toBe(trained.vocabulary.length);
    expect(outline.rows).toEqual({ train: training.trainRows ?? 40, validation: 10, test: trained.test.count });
    expect(outline.speed).toBeNull();
  }
});

test('a measured one times steps and scoring, and leaves no tensor behind, not even when stopped', async () => {
  const before = tf.memory().numTensors;
  const { speed } = await outlineOf(toySpec(), dataset, true, noPause);
  expect(speed?.step).toBeGreaterThan(0);
  expect(speed?.scored).toBeGreaterThan(0);
  let calls = 0;
  const stop = (): Promise<void> => {
    calls += 1;
    return calls > 3 ? Promise.reject(cancelled()) : Promise.resolve();
  };
  await expect(outlineOf(toySpec(), dataset, true, stop)).rejects.toThrow('Cancelled');
  expect(tf.memory().numTensors).toBe(before);
});
