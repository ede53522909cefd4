import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { argMax } from '../../../src/engine/models/logits';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { initBackend } from '../../../src/engine/backends/registry';
import { imageAndText, inMemoryDataset, randomSamples } from './in-memory';
import { knownAnswerModel } from './known-answer-model';
import { randomModel, smallEncoders, smallFusions } from './random-model';

const dataset = inMemoryDataset(randomSamples(7));
const samples = dataset.rowsOf('test').map(dataset.sample);

describe.each(['cpu', 'wasm'] as const)('outputs on %s', (device) => {
  beforeAll(() => initBackend(device));

  it.each(Object.entries(smallFusions))('hold what was wanted: %s', async (_, fusion) => {
    const model = randomModel({ encoders: smallEncoders.cnn, fusion }, imageAndText);
    const before = tf.memory().numTensors;
    const [bare, whole, index] = [
      await predictSamples(model, samples, 'logits'),
      await predictSamples(model, samples, 'z'),
      await predictSamples(model, samples, 'zArgmax'),
    ];
    expect(bare).toEqual({ logits: whole.logits, z: null, zArgmax: null });
    expect(whole.zArgmax).toBeNull();
    expect(index).toEqual({ logits: whole.logits, z: null, zArgmax: Int32Array.from(whole.z!, (z) => argMax(z)) });
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it('hold no embedding of a model that hides it', async () => {
    const model = knownAnswerModel({ rule: 'and', gives: ['labels'] });
    for (const wanted of ['z', 'zArgmax'] as const) {
      expect(await predictSamples(model, samples, wanted)).toMatchObject({ z: null, zArgmax: null });
    }
  });
});
