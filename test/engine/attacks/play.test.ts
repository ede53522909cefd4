import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Fills, type Region } from '../../../src/shared/data/modality';
import { displacementOf } from '../../../src/engine/attacks/displacement';
import { closeMicroBatch, openMicroBatch } from '../../../src/engine/attacks/micro-batch';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { predictWithout } from '../../../src/engine/attacks/play';
import { initBackend } from '../../../src/engine/backends/registry';
import { imageAndText, inMemoryDataset, randomSamples } from './in-memory';
import { randomModel, smallEncoders, smallFusions } from './random-model';

beforeAll(() => initBackend('wasm'));

const dataset = inMemoryDataset(randomSamples(3));
const pause = () => Promise.resolve();
const fills = Fills.parse({});
const overlapping: readonly Region[] = [
  { kind: 'image', modality: 'image', box: [0, 0, 4, 4] },
  { kind: 'image', modality: 'image', box: [2, 2, 4, 4] },
];
const word: Region = { kind: 'text', modality: 'text', word: 1 };

/** The sample with other inputs, through the whole model. */
async function outputsOf(model: ReturnType<typeof randomModel>, row: number, inputs: object) {
  const { logits, z } = await predictSamples(
    model,
    [{ ...dataset.sample(row), inputs: { ...dataset.sample(row).inputs, ...inputs } }],
    'z',
  );
  return { logits: [...logits[0]], z: z![0] };
}

describe.each(Object.entries(smallFusions))('a removal by hand: %s', (_, fusion) => {
  it('predicts what the whole model says of the changed sample, and counts what is gone', async () => {
    const model = randomModel({ encoders: smallEncoders.tokens, fusion }, imageAndText);
    const before = tf.memory().numTensors;
    const batch = await openMicroBatch({ cell: 'play', model, dataset, rows: [2], seed: 0, pause });
    const { image, text } = dataset.sample(2).inputs as { image: Float32Array; text: readonly string[] };
    const clean = await outputsOf(model, 2, {});

    const played = await predictWithout(batch, { regions: [...overlapping, word], mute: [], fills });
    const covered = image.map((level, at) => {
      const [y, x] = [Math.floor(at / 8), at % 8];
      return (y < 4 && x < 4) || (y >= 2 && y < 6 && x >= 2 && x < 6) ? 0 : level;
    });
    const expected = await outputsOf(model, 2, { image: covered, text: text.filter((_word, at) => at !== 1) });
    expect(played.clean.logits).toEqual(clean.logits);
    expect(played.changed.logits).toEqual(expected.logits);
    expect(played.displacement).toEqual(displacementOf(clean.z, expected.z));
    expect(played.settled !== undefined).toBe(fusion.name === 'deq');
    if (played.settled !== undefined) {
      const { residuals, solved, doubled } = played.settled.changed;
      expect([solved, doubled]).toEqual([true, played.changed.predicted]);
      expect(residuals.at(-1)).toBeLessThan(1e-3);
      expect(residuals).not.toEqual(played.settled.clean.residuals);
    }
    expect(played.removed).toEqual({ image: { removed: 28, of: 64 }, text: { removed: 1, of: text.length } });

    const muted = await predictWithout(batch, { regions: [overlapping[0], word], mute: ['text'], fills });
    const silent = await outputsOf(model, 2, {
      image: image.map((level, at) => (at < 32 && at % 8 < 4 ? 0 : level)),
      text: [],
    });
    expect(muted.changed.logits).toEqual(silent.logits);
    expect(muted.removed.text).toEqual({ removed: text.length, of: text.length });

    const nothing = await predictWithout(batch, { regions: [], mute: [], fills });
    expect(nothing.changed).toEqual(nothing.clean);
    expect(nothing.settled?.changed).toEqual(nothing.settled?.clean);
    expect(nothing.displacement?.argmaxMoved).toBe(false);
    closeMicroBatch(batch);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});

it('refuses what the sample does not have', async () => {
  const model = randomModel({ encoders: smallEncoders.cnn, fusion: smallFusions.concat }, imageAndText);
  const batch = await openMicroBatch({ cell: 'play', model, dataset, rows: [0], seed: 0, pause });
  const before = tf.memory().numTensors;
  const outside: Region = { kind: 'image', modality: 'image', box: [0, 0, 9, 1] };
  await expect(predictWithout(batch, { regions: [outside], mute: [], fills })).rejects.toMatchObject({
    code: 'invalid',
    where: 'image',
    remedy: 'Give a region inside 8 × 8 pixels.',
  });
  const missing: Region = { kind: 'text', modality: 'text', word: 60 };
  await expect(predictWithout(batch, { regions: [missing], mute: [], fills })).rejects.toMatchObject({
    code: 'invalid',
    where: 'text',
  });
  expect(tf.memory().numTensors).toBe(before);
  closeMicroBatch(batch);
  model.dispose();
});
