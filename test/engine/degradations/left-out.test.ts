/** A modality that is missing is left out of the sums of fusions that can do without it. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { closeMicroBatch, openMicroBatch } from '../../../src/engine/attacks/micro-batch';
import { initBackend } from '../../../src/engine/backends/registry';
import { recordDegraded } from '../../../src/engine/degradations/record';
import { encodingsOf } from '../../../src/engine/training/score';
import { degradationIdentity } from '../../../src/engine/study/cell-id';
import { Degradation, type MissingChoice } from '../../../src/shared/degradations/degradation';
import { leavingOut } from '../../../src/shared/recipe/leaves-out';
import type { DegradedRecord } from '../../../src/shared/records/record';
import { imageAndText, inMemoryDataset, randomSamples } from '../attacks/in-memory';
import { randomModel, smallEncoders } from '../attacks/random-model';
import { built, fusions, imageEncoders, inputs, linear, textEncoders } from '../models/tiny';

beforeAll(() => initBackend('cpu'));

const dataset = inMemoryDataset(randomSamples(6));
const rows = [0, 1, 2, 3, 4, 5];

async function answersWithout(
  fusion: object,
  modalities: readonly string[],
  by: MissingChoice['by'],
  encoders: object = smallEncoders.cnn,
): Promise<readonly DegradedRecord[]> {
  const model = randomModel({ encoders, fusion }, imageAndText);
  const degradation = Degradation.parse({ name: 'missing', modalities, by });
  const batch = await openMicroBatch({ cell: 'cell', model, dataset, rows, seed: 0, pause: () => Promise.resolve() });
  try {
    return await recordDegraded(batch, { degradation, levelIndex: 0, seed: 0 });
  } finally {
    closeMicroBatch(batch);
    model.dispose();
  }
}

const logitsOf = (records: readonly DegradedRecord[]): readonly (readonly number[])[] =>
  records.map(({ degraded }) => degraded.logits);

/** What the model's own answer to one modality is, by encodings of that alone. */
function ownAnswers(fusion: object, modality: string): readonly (readonly number[])[] {
  const model = randomModel({ encoders: smallEncoders.cnn, fusion }, imageAndText);
  const samples = rows.map((row) => dataset.sample(row).inputs[modality]);
  const own = tf.tidy(() =>
    model.decide(model.fuse({ [modality]: model.encode(modality, model.embed(modality, samples)) })).arraySync(),
  );
  model.dispose();
  return own;
}

describe.each([{ name: 'mla' }, { name: 'mla', weights: 'mean' }, { name: 'mla', weights: 'fixed' }, { name: 'late' }])(
  'of $name $weights',
  (fusion) => {
    it('the other one’s own answer is all that is left', async () => {
      const left = logitsOf(await answersWithout(fusion, ['text'], 'left-out'));
      const own = ownAnswers(fusion, 'image');
      left.forEach((logits, row) => {
        logits.forEach((logit, k) => {
          expect(logit).toBeCloseTo(own[row][k], 5);
        });
      });
      expect(left).not.toEqual(logitsOf(await answersWithout(fusion, ['text'], 'mean')));
    });
  },
);

it('nothing is weighed but what is there', async () => {
  const [{ weighed }] = await answersWithout({ name: 'mla' }, ['text'], 'left-out');
  expect(Object.keys(weighed!.weights)).toEqual(['image']);
  expect(weighed!.weights.image).toBeCloseTo(1, 6);
  expect(Object.keys(weighed!.losses!)).toEqual(['image']);
  const [qmf] = await answersWithout({ name: 'qmf' }, ['image'], 'left-out');
  expect(Object.keys(qmf.weighed!.weights)).toEqual(['text']);
});

it('what cannot do without an input, or has no other, sees the mean in its place', async () => {
  for (const [fusion, gone, encoders] of [
    [{ name: 'concat' }, ['text'], smallEncoders.cnn],
    [{ name: 'mla' }, ['image', 'text'], smallEncoders.cnn],
    [{ name: 'mla' }, ['text'], { text: smallEncoders.cnn.text }],
  ] as const) {
    const answers = await Promise.all(
      (['left-out', 'mean'] as const).map((by) => answersWithout(fusion, gone, by, encoders)),
    );
    expect(logitsOf(answers[0])).toEqual(logitsOf(answers[1]));
  }
});

test('what plans and reports say can leave an input out is what can', () => {
  const able = fusions.filter((fusion) => {
    const { network, parameters } = built({
      encoders: {
        image: imageEncoders[fusion.name === 'token-transformer' || fusion.name === 'mult' ? 1 : 0],
        text: textEncoders[fusion.name === 'token-transformer' || fusion.name === 'mult' ? 1 : 0],
      },
      fusion,
      head: linear,
    });
    const { text, ...others } = encodingsOf(network, parameters, inputs);
    expect(text).toBeDefined();
    // Not said and not done go together: a fusion that lacks an input without a word would answer wrongly.
    if (network.leavesOut) expect(network.fuse(parameters, others).shape).toEqual([4, 3]);
    else expect(() => network.fuse(parameters, others)).toThrow();
    network.dispose();
    return network.leavesOut;
  });
  expect(able).toEqual(fusions.filter(({ name }) => leavingOut.includes(name)));
  expect(new Set(able.map(({ name }) => name))).toEqual(new Set(leavingOut));
});

it('is a cell of its own, and those of before stay what they were', () => {
  const identity = (by?: string): string =>
    JSON.stringify(
      degradationIdentity(Degradation.parse({ name: 'missing', modalities: ['text'], ...(by ? { by } : {}) }), 0),
    );
  expect(identity('left-out')).not.toBe(identity('mean'));
  expect(identity('mean')).toBe(identity());
});
