import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { initBackend } from '../../../src/engine/backends/registry';
import { buildModel } from '../../../src/engine/models/build';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { networkOf } from '../../../src/engine/models/network';
import { openNetwork } from '../../../src/engine/models/open-network';
import { readWeights } from '../../../src/engine/models/weights';
import { pauseWith } from '../../../src/engine/pause';
import { adversarialShift } from '../../../src/engine/training/adversarial';
import { batchOf } from '../../../src/engine/training/batches';
import { materialOf } from '../../../src/engine/training/material';
import { startState } from '../../../src/engine/training/epoch';
import { train } from '../../../src/engine/training/train';
import { disposeState } from '../../../src/engine/training/checkpoint';
import { cancelled } from '../../../src/shared/errors';
import { hashOfBytes } from '../../../src/shared/identity';
import type { ModelSpec } from '../../../src/shared/models/model-spec';
import { parse } from '../../../src/shared/parse';
import { AttackCell } from '../../../src/shared/plan/plan';
import { TrainingChoice } from '../../../src/shared/training/training';
import type { z } from 'zod';
import { toyDataset, toySpec } from './toy';

beforeAll(() => initBackend('wasm'));

const dataset = toyDataset();
const nothing = (): void => undefined;
const pause = pauseWith(nothing);

type Adversarial = NonNullable<z.input<typeof TrainingChoice>['adversarial']>;

const specOf = (adversarial: Adversarial, training: z.input<typeof TrainingChoice> = {}): ModelSpec =>
  toySpec({}, { ...training, adversarial });

const whole = (spec: ModelSpec, checkpoint: Uint8Array | null = null): ReturnType<typeof train> =>
  train({ spec, dataset, checkpoint, onUpdate: nothing, pause });

async function modelOf(spec: ModelSpec): Promise<FusedModel> {
  const { weights, vocabulary } = await whole(spec);
  const { modalities, classes } = dataset.manifest;
  const network = networkOf(spec.recipe, modalities, classes.length, vocabulary);
  const parameters = readWeights(weights, network.parameters, 'weights');
  return buildModel({ id: 'm', recipe: spec.recipe, modalities, classes, vocabulary, parameters });
}

/** Test samples answered rightly, and those still after PGD. */
async function underPgd(
  model: FusedModel,
  radius: number,
): Promise<{ readonly clean: number; readonly robust: number }> {
  const cell = parse(
    AttackCell,
    {
      kind: 'attack',
      id: 'c',
      model: 'm',
      attackIndex: 0,
      budgetIndex: 0,
      attack: { name: 'pgd', norm: 'l2', budgets: [{ image: radius }], steps: 20 },
      version: 3,
      seed: 1,
    },
    'cell',
  );
  const records = await evaluate({ cell, model, dataset, rows: dataset.rowsOf('test'), pause });
  const perturbed = records.flatMap((record) => (record.kind === 'perturbation' ? [record] : []));
  const right = perturbed.filter(({ label, clean }) => label === clean.predicted);
  return { clean: right.length, robust: right.filter(({ outcome }) => outcome?.success === false).length };
}

test('on held-out samples, PGD breaks fewer answers of a model trained on it than of its plain twin', async () => {
  const longer = { epochs: 20, patience: 20 };
  const attacked = { imageRadius: 0.5, rate: 0.5, steps: 3, relativeStep: 0.5 };
  const [plain, hardened] = [await modelOf(specOf({}, longer)), await modelOf(specOf(attacked, longer))];
  const [before, after] = [await underPgd(plain, 1), await underPgd(hardened, 1)];
  plain.dispose();
  hardened.dispose();
  expect(before.clean).toBeGreaterThan(36);
  expect(after.clean).toBeGreaterThan(36);
  expect(after.robust).toBeGreaterThan(before.robust + 8);
});

describe('nothing to attack is plain training, bit for bit', () => {
  const cases: readonly (readonly [string, Adversarial])[] = [
    ['no radius', { steps: 9 }],
    ['no sample', { imageRadius: 1, rate: 0 }],
  ];
  test.each(cases)('%s', async (_title, adversarial) => {
    const short = { epochs: 2, dropout: 0.2 };
    const plain = await whole(specOf({}, short));
    const trained = await whole(specOf(adversarial, short));
    expect(hashOfBytes(trained.weights)).toBe(hashOfBytes(plain.weights));
    const attacked = await whole(specOf({ imageRadius: 0.5 }, short));
    expect(hashOfBytes(attacked.weights)).not.toBe(hashOfBytes(plain.weights));
  });
});

test('one seed gives the same weights, whether or not training was interrupted', async () => {
  const spec = specOf({ imageRadius: 1, textRadius: 0.2, rate: 0.5, steps: 2 }, { epochs: 2, dropout: 0.1 });
  const checkpoints: Uint8Array[] = [];
  const first = await train({
    spec,
    dataset,
    checkpoint: null,
    checkpointEvery: 0,
    onUpdate: (update) => {
      if (update.kind === 'checkpoint') checkpoints.push(update.bytes);
    },
    pause,
  });
  expect(hashOfBytes((await whole(spec)).weights)).toBe(hashOfBytes(first.weights));
  expect(checkpoints).toHaveLength(2 * (8 + 1));
  for (const checkpoint of checkpoints.slice(3, 13)) {
    expect(hashOfBytes((await whole(spec, checkpoint)).weights)).toBe(hashOfBytes(first.weights));
  }
});

describe('the shift', () => {
  const spec = toySpec();
  const rows = dataset.rowsOf('train').slice(0, 24);
  const setting = (adversarial: Adversarial) => ({
    adversarial: parse(TrainingChoice, { adversarial }, 'training').adversarial,
  });

  async function shiftOf(adversarial: Adversarial): Promise<Readonly<Record<string, tf.Tensor>>> {
    const network = openNetwork(materialOf(spec, dataset).network);
    const state = startState(network, 3);
    try {
      const batch = batchOf(dataset, network, rows);
      const key = { seed: 3, step: 7 };
      return await adversarialShift(network, state.adam.parameters, batch, 2, setting(adversarial), key, pause);
    } finally {
      disposeState(state);
      network.dispose();
    }
  }

  test('stays in its balls, keeps images valid and padding still, and reaches the surface', async () => {
    const shift = await shiftOf({ imageRadius: 0.7, textRadius: 0.3, steps: 6 });
    const lengths = (id: string): readonly number[] =>
      Array.from(tf.tidy(() => tf.sqrt(tf.sum(tf.square(tf.reshape(shift[id], [rows.length, -1])), 1)).dataSync()));
    expect(Math.max(...lengths('image'))).toBeLessThanOrEqual(0.7 * (1 + 1e-5));
    expect(Math.max(...lengths('text'))).toBeLessThanOrEqual(0.3 * (1 + 1e-5));
    expect(Math.max(...lengths('image'))).toBeGreaterThan(0.69);
    expect(Math.max(...lengths('text'))).toBeGreaterThan(0.29);
    const images = shift.image.dataSync();
    const width = images.length / rows.length;
    rows.forEach((row, at) => {
      const clean = dataset.sample(row).inputs.image as Float32Array;
      clean.forEach((value, pixel) => {
        const moved = value + images[at * width + pixel];
        expect(moved).toBeGreaterThan(-1e-6);
        expect(moved).toBeLessThan(1 + 1e-6);
      });
    });
    const words = shift.text.dataSync();
    const perWord = shift.text.shape[2]!;
    rows.forEach((row, at) => {
      const count = (dataset.sample(row).inputs.text as readonly string[]).length;
      const padding = words.slice((at * 5 + count) * perWord, (at + 1) * 5 * perWord);
      expect(padding.every((value) => value === 0)).toBe(true);
    });
    tf.dispose(shift);
  });

  test('leaves alone what is not attacked', async () => {
    const shift = await shiftOf({ imageRadius: 0.7, rate: 0.5, steps: 1 });
    expect(Object.keys(shift)).toEqual(['image']);
    const values = shift.image.dataSync();
    const moved = rows.filter((_, at) =>
      values.subarray((at * values.length) / rows.length, ((at + 1) * values.length) / rows.length).some(Boolean),
    );
    expect(moved.length).toBeGreaterThan(4);
    expect(moved.length).toBeLessThan(20);
    tf.dispose(shift);
  });
});

test('live tensors are as many at every step, and after a training that was cancelled within an attack', async () => {
  const before = tf.memory().numTensors;
  const counts: number[] = [];
  let calls = 0;
  // One pause before a batch, three before the steps of its attack.
  const training = train({
    spec: specOf({ imageRadius: 1, textRadius: 0.2, steps: 3 }),
    dataset,
    checkpoint: null,
    onUpdate: nothing,
    pause: pauseWith(() => {
      if (calls === 22) throw cancelled();
      if (calls % 4 === 0) counts.push(tf.memory().numTensors);
      calls += 1;
    }),
  });
  await expect(training).rejects.toMatchObject({ code: 'cancelled' });
  expect(counts).toHaveLength(6);
  expect(new Set(counts).size).toBe(1);
  expect(tf.memory().numTensors).toBe(before);
});
