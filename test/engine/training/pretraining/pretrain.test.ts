import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { initBackend } from '../../../../src/engine/backends/registry';
import type { Dataset, Sample } from '../../../../src/engine/data/dataset';
import { readSafetensors } from '../../../../src/engine/models/safetensors';
import { randomFrom } from '../../../../src/engine/random';
import { trainPretrained } from '../../../../src/engine/training/pretraining/train-pretrained';
import type { TrainRequest } from '../../../../src/engine/training/train';
import { train } from '../../../../src/engine/training/train';
import { idleFields } from '../../../../src/engine/study/idle-fields';
import type { DatasetManifest, Split } from '../../../../src/shared/data/dataset';
import { ModelSpec } from '../../../../src/shared/models/model-spec';
import { pretrainingWords } from '../../../../src/shared/training/pretraining';
import { withoutDefaults } from '../../../../src/shared/json/without-defaults';

beforeAll(() => initBackend('cpu'));

const JOINTS = 4;
const STEPS = 6;

/** Which of two joints swings? */
function swinging(count = 36): Dataset {
  const splits: readonly Split[] = ['test', 'validation', 'train', 'train', 'train', 'train'];
  const rows = Array.from({ length: count }, (_, row) => row);
  const sample = (row: number): Sample => {
    const random = randomFrom('swinging', row);
    const label = row % 2;
    const phase = 6 * random.uniform();
    const body = Float32Array.from({ length: JOINTS * STEPS * 2 }, (_, at) => {
      const [joint, step] = [Math.floor(at / (STEPS * 2)), Math.floor(at / 2) % STEPS];
      const swing = joint === label + 2 ? 0.3 * Math.sin(phase + 1.5 * step) : 0;
      return 0.5 + 0.1 * joint + swing + 0.02 * random.normal();
    });
    return { id: `s${row}`, row, label, group: `g${row}`, inputs: { body }, evidence: [] };
  };
  const manifest = {
    name: 'swinging',
    hash: '1'.repeat(64),
    classes: ['left', 'right'],
    modalities: {
      body: {
        kind: 'skeleton',
        joints: ['root', 'chest', 'left', 'right'],
        parents: [0, 0, 1, 1],
        steps: STEPS,
        coordinates: ['x', 'y'].map((name) => ({ name, low: -1, high: 1 })),
        mean: [0.6, 0.6],
        std: [0.2, 0.2],
      },
    },
  } as unknown as DatasetManifest;
  return {
    manifest,
    rowsOf: (split) => rows.filter((row) => splits[Math.floor(row / 2) % splits.length] === split),
    sample,
    rowOf: (id) => Number(id.slice(1)),
    label: (row) => row % 2,
  };
}

const dataset = swinging();
function specOf(training: z.input<typeof ModelSpec>['training'], streams = 'fused', fusion = 'concat'): ModelSpec {
  return ModelSpec.parse({
    dataset: 'swinging',
    recipe: {
      encoders: { body: { name: 'umurl', streams, width: 4 } },
      fusion: fusion === 'concat' ? { name: fusion } : { name: fusion, width: 4, heads: 1 },
      head: { name: 'linear' },
    },
    training: { epochs: 2, batchSize: 12, learningRate: 1e-2, ...training },
    seed: 3,
  });
}
const pretraining = { epochs: 3, batchSize: 12, learningRate: 5e-3 } as const;

const trained = (spec: ModelSpec, more: Partial<TrainRequest> = {}) =>
  trainPretrained({
    spec,
    dataset,
    checkpoint: null,
    onUpdate: () => undefined,
    pause: () => Promise.resolve(),
    ...more,
  });
const encoderOf = (weights: Uint8Array): readonly (readonly [string, Float32Array])[] =>
  [...readSafetensors(weights, 'weights').tensors]
    .filter(([name]) => name.startsWith('encoders/'))
    .map(([name, { data }]) => [name, data] as const);

describe('training without labels', () => {
  it('lowers its loss, is measured by the nearest sample, keeps the encoder it ends with, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    const progress: number[] = [];
    const one = await trained(specOf({ pretraining }), {
      onUpdate: (update) => {
        if (update.kind === 'progress') progress.push(update.done / update.total);
      },
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(one.pretraining).toMatchObject({
      epochs: 3,
      retrieval: { body: { before: { count: 6 }, after: { count: 6 } } },
    });
    const losses = one.pretraining?.losses ?? [];
    expect(losses).toHaveLength(3);
    expect(losses[2]).toBeLessThan(losses[0]);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(Math.max(...progress)).toBeLessThanOrEqual(1);
    // Frozen, it is the same whatever labels did; tuned, it is not; and both have left their start.
    const more = await trained(specOf({ pretraining, epochs: 4 }));
    expect(encoderOf(more.weights)).toEqual(encoderOf(one.weights));
    const tuned = await trained(specOf({ pretraining: { ...pretraining, encoder: 'tuned' } }));
    expect(encoderOf(tuned.weights)).not.toEqual(encoderOf(one.weights));
    expect(tuned.pretraining?.losses).toEqual(losses);
    expect(one.parameters).toBe(tuned.parameters);
  });

  it.each(['joint', 'three'])(
    'goes with %s, of which each kind has two views, and with a fusion of tokens',
    async (streams) => {
      const { pretraining: found } = await trained(
        specOf({ pretraining: { ...pretraining, epochs: 6 } }, streams, 'token-transformer'),
      );
      expect(found?.losses[5]).toBeLessThan(found?.losses[0] ?? 0);
    },
  );

  it('goes on where it was cut short, in either stage, to the same weights', async () => {
    const spec = specOf({ pretraining });
    const checkpoints: Uint8Array[] = [];
    const whole = await trained(spec, {
      checkpointEvery: 0,
      onUpdate: (update) => {
        if (update.kind === 'checkpoint') checkpoints.push(update.bytes);
      },
    });
    // After two passes, between the stages, and among labels.
    expect(checkpoints.length).toBeGreaterThan(5);
    for (const checkpoint of [checkpoints[1], checkpoints[3], checkpoints[4]]) {
      const again = await trained(spec, { checkpoint });
      expect(again.weights).toEqual(whole.weights);
      expect(again.pretraining).toEqual({ ...whole.pretraining, seconds: expect.any(Number) as number });
    }
    for (const checkpoint of [checkpoints[1], checkpoints[3], checkpoints[4]]) {
      await expect(trained({ ...spec, seed: 4 }, { checkpoint })).rejects.toMatchObject({ code: 'conflict' });
    }
  });

  it('frees everything when it is cancelled', async () => {
    const before = tf.memory().numTensors;
    let pauses = 0;
    const pause = (): Promise<void> => {
      pauses += 1;
      return pauses > 12 ? Promise.reject(new Error('cancelled')) : Promise.resolve();
    };
    await expect(trained(specOf({ pretraining: { ...pretraining, epochs: 50 } }), { pause })).rejects.toThrow(
      'cancelled',
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it('that is not asked for changes nothing, nor what a model is called', async () => {
    const spec = specOf({});
    const request = { spec, dataset, checkpoint: null, onUpdate: () => undefined, pause: () => Promise.resolve() };
    expect((await trainPretrained(request)).weights).toEqual((await train(request)).weights);
    expect(JSON.stringify(withoutDefaults(ModelSpec, spec))).not.toContain('pretraining');
    expect(pretrainingWords(spec.training)).toEqual([]);
  });

  it('is refused where no encoder learns that way', () => {
    const spec = specOf({ pretraining });
    const other = { ...spec.recipe, encoders: { body: { name: 'mlp' as const, hidden: 4, width: 4 } } };
    expect(idleFields(spec.recipe, spec.training, 'training')).toEqual([]);
    expect(idleFields(other, spec.training, 'training')).toMatchObject([
      { where: 'training.pretraining.epochs', remedy: 'Give 0, or the encoder "umurl" to a skeleton.' },
      { where: 'training.pretraining.batchSize' },
      { where: 'training.pretraining.learningRate' },
    ]);
    expect(idleFields(other, specOf({}).training, 'training')).toEqual([]);
  });
});
