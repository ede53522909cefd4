import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { PlayedSamples } from '../../../src/engine/worker/played-samples';
import { imageAndText, inMemoryDataset, randomSamples } from '../attacks/in-memory';
import { randomModel, smallEncoders, smallFusions } from '../attacks/random-model';

beforeAll(() => initBackend('wasm'));

it('keeps the encodings of the last samples, and those only', async () => {
  const dataset = inMemoryDataset(randomSamples(20));
  const recipe = { encoders: smallEncoders.cnn, fusion: smallFusions.concat };
  const [model, other] = [randomModel(recipe, imageAndText), randomModel(recipe, imageAndText)];
  const played = new PlayedSamples();
  const open = (sample: number, of = model) => played.open(of, dataset, `sample-${sample}`, () => Promise.resolve());
  const before = tf.memory().numTensors;
  const first = await open(0);
  const each = tf.memory().numTensors - before;
  expect(each).toBeGreaterThan(0);
  expect(await open(0)).toBe(first);
  expect(tf.memory().numTensors).toBe(before + each);
  for (let sample = 1; sample < 8; sample += 1) await open(sample);
  expect(await open(0)).toBe(first);
  await open(8, other);
  // Sample 1 made room, not sample 0, which was used since.
  expect(await open(0)).toBe(first);
  for (let sample = 9; sample < 20; sample += 1) await open(sample);
  expect(tf.memory().numTensors).toBe(before + 8 * each);
  expect(await open(0)).not.toBe(first);
  await open(1, other);
  played.forget(model);
  expect(tf.memory().numTensors).toBe(before + each);
  played.forget(other);
  expect(tf.memory().numTensors).toBe(before);
});
