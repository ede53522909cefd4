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

  it('that are no numbers are told as what they are: of others a file that is wrong, of the lab a training', async () => {
    const own = knownAnswerModel({ rule: 'and', gives: ['labels'] });
    const strange = { ...own, decide: (z: tf.Tensor2D) => tf.mul<tf.Tensor2D>(own.decide(z), NaN) };
    await expect(predictSamples(strange, samples, 'logits')).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('NaN, NaN') as unknown,
      remedy: 'Train it with a lower learning rate.',
    });
    await expect(predictSamples({ ...strange, isImported: true }, samples, 'logits')).rejects.toMatchObject({
      code: 'damaged',
      where: `sample ${samples[0].id}`,
      message: expect.stringContaining('NaN, NaN') as unknown,
      remedy: expect.stringContaining('export the model again') as unknown,
    });
  });
});
