import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { distanceOf, walked, type Space } from '../../../src/engine/attacks/gradient/hopskipjump-search';
import type { Perturbation } from '../../../src/engine/attacks/gradient/on-host';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { argMax } from '../../../src/engine/models/logits';
import { randomFrom } from '../../../src/engine/random';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { PerturbationRecord } from '../../../src/shared/records/record';
import { imageAndText, inMemoryDataset, labelled, randomSamples, SIDE } from './in-memory';
import { linearImageModel, linearWeights } from './linear-model';
import { randomModel, smallEncoders } from './random-model';

beforeAll(() => initBackend('wasm'));

async function asAnswered(model: FusedModel, count = 12): Promise<Dataset> {
  const plain = inMemoryDataset(randomSamples(count));
  const clean = await predictSamples(model, plain.rowsOf('test').map(plain.sample));
  return labelled(plain, clean.logits.map(argMax));
}

async function attacked(
  model: FusedModel,
  dataset: Dataset,
  settings: object,
  only?: number,
): Promise<readonly PerturbationRecord[]> {
  const attack = AttackChoice.parse({ name: 'hopskipjump', ...settings });
  const cell = { kind: 'attack', id: 'cell', model: 'm', attackIndex: 0, budgetIndex: 0, attack } as const;
  const records = await evaluate({
    cell: { ...cell, version: 1, seed: 3 },
    model,
    dataset,
    rows: only === undefined ? dataset.rowsOf('test') : [only],
    pause: () => Promise.resolve(),
  });
  return records.map((record) => record as PerturbationRecord);
}

const successes = (records: readonly PerturbationRecord[]): number =>
  records.filter(({ outcome }) => outcome?.success).length;

/** Answers as the model does, and says nothing else: 1 for the class it answers, 0 for the others. */
function answersOnly(model: FusedModel): FusedModel {
  return {
    ...model,
    gives: new Set(['labels'] as const),
    decide: (z) => {
      const logits = model.decide(z);
      return tf.oneHot(tf.argMax<tf.Tensor1D>(logits, 1), logits.shape[1], 1, 0, 'float32') as tf.Tensor2D;
    },
  };
}

describe('on a linear model, where the smallest perturbation is known', () => {
  const dual = {
    linf: linearWeights.reduce((sum, weight) => sum + Math.abs(weight), 0),
    l2: Math.hypot(...linearWeights),
  };
  const smallest = (dataset: Dataset, row: number, norm: 'linf' | 'l2'): number => {
    const pixels = dataset.sample(row).inputs.image as Float32Array;
    return Math.abs(linearWeights.reduce((sum, weight, at) => sum + weight * (pixels[at] - 0.5), 0)) / dual[norm];
  };

  it.each([
    ['l2', 1.02, 6000],
    ['linf', 1.15, 6000],
  ] as const)('comes in %s to within %d × the closed form, and never below it', async (norm, factor, queries) => {
    const model = linearImageModel();
    const dataset = await asAnswered(model);
    for (const row of [0, 1, 2, 3]) {
      const under = async (share: number): Promise<PerturbationRecord> => {
        const budgets = [{ image: smallest(dataset, row, norm) * share }];
        return (await attacked(model, dataset, { norm, budgets, queries }, row))[0];
      };
      expect((await under(0.99)).outcome?.success, `row ${row} below`).toBe(false);
      expect((await under(factor)).outcome?.success, `row ${row} above`).toBe(true);
    }
  });

  it('asks no gradient, never more than its queries, and stops at its success', async () => {
    const model = linearImageModel();
    const dataset = await asAnswered(model);
    for (const queries of [1, 7, 40, 300]) {
      const records = await attacked(model, dataset, { norm: 'l2', budgets: [{ image: 0.3 }], queries });
      for (const { queries: asked, outcome, claimed } of records) {
        expect(asked.gradient).toBe(0);
        expect(asked.forward).toBeLessThanOrEqual(queries);
        expect(asked.encoded).toEqual({ image: asked.forward });
        if (claimed) expect(outcome?.success).toBe(true);
      }
    }
  });

  it('breaks more with more queries, and each sample as it would alone', async () => {
    const model = linearImageModel();
    const dataset = await asAnswered(model);
    const settings = { norm: 'l2', budgets: [{ image: 0.25 }] };
    const few = await attacked(model, dataset, { ...settings, queries: 30 });
    const many = await attacked(model, dataset, { ...settings, queries: 1000 });
    expect(successes(many)).toBeGreaterThan(successes(few));
    for (const record of many.slice(0, 4)) {
      const [alone] = await attacked(model, dataset, { ...settings, queries: 1000 }, record.row);
      expect(alone.queries.forward).toBe(record.queries.forward);
      expect(alone.outcome?.success).toBe(record.outcome?.success);
    }
  });
});

describe('what it reads', () => {
  it.each([
    ['image in l∞', { budgets: [{ image: 0.05 }] }],
    ['image in l2', { norm: 'l2', budgets: [{ image: 0.5 }] }],
    ['text in l2', { norm: 'l2', budgets: [{ text: 1 }] }],
    ['both in l2', { norm: 'l2', budgets: [{ image: 0.4, text: 0.6 }] }],
    ['both in l∞', { budgets: [{ image: 0.03, text: 0.1 }] }],
  ])('is the answer alone: %s goes the same way where nothing else is said', async (_, settings) => {
    const model = randomModel({ encoders: smallEncoders.cnn, fusion: { name: 'concat' } }, imageAndText);
    const dataset = await asAnswered(model, 8);
    const told = await attacked(model, dataset, { ...settings, queries: 400 });
    const silent = await attacked(answersOnly(model), dataset, { ...settings, queries: 400 });
    const ways = (records: readonly PerturbationRecord[]): unknown =>
      records.map(({ queries, claimed, outcome }) => [
        queries,
        claimed,
        outcome?.success,
        outcome?.norms,
        outcome?.start,
      ]);
    expect(ways(silent)).toEqual(ways(told));
    expect(successes(told), 'and it finds something').toBeGreaterThan(0);
    model.dispose();
  });

  it('on both inputs at once it breaks at least what it breaks on the one that it breaks more of', async () => {
    const model = randomModel({ encoders: smallEncoders.cnn, fusion: { name: 'concat' } }, imageAndText);
    const dataset = await asAnswered(model, 20);
    const on = async (budget: object): Promise<number> =>
      successes(await attacked(model, dataset, { norm: 'l2', budgets: [budget], queries: 1000 }));
    const [image, text, both] = [
      await on({ image: 0.3 }),
      await on({ text: 0.3 }),
      await on({ image: 0.3, text: 0.3 }),
    ];
    expect(both).toBeGreaterThan(0);
    expect(both).toBeGreaterThanOrEqual(Math.max(image, text));
    model.dispose();
  });
});

describe('its start', () => {
  /** Says yes only to pictures close to one that the data hold, which no noise will be. */
  const hidden = Float32Array.from({ length: SIDE * SIDE }, (_, at) => (at % 2 === 0 ? 0.1 : 0.9));
  const nearHidden = (): FusedModel => {
    const model = linearImageModel();
    return {
      ...model,
      decide: (z) => {
        const offset = tf.sub(z, tf.tensor2d(hidden, [1, SIDE * SIDE]));
        const score = tf.sub<tf.Tensor2D>(1, tf.sqrt(tf.sum(tf.square(offset), 1, true)));
        return tf.concat<tf.Tensor2D>([tf.zerosLike(score), score], 1);
      },
    };
  };
  const withHidden = (): Dataset =>
    inMemoryDataset([...randomSamples(3), { label: 1, inputs: { image: hidden, text: [] } }], {
      modalities: linearImageModel().modalities,
    });
  const settings = { norm: 'l2', budgets: [{ image: 3 }], queries: 400, startTries: 12 };

  it('is noise where noise is answered otherwise', async () => {
    const model = linearImageModel();
    const records = await attacked(model, await asAnswered(model), settings);
    expect(records.map(({ outcome }) => outcome?.start)).toEqual(records.map(() => 'noise'));
  });

  it('is a sample of another class where noise is not, and the record says so', async () => {
    const records = await attacked(nearHidden(), withHidden(), settings);
    for (const { outcome } of records.slice(0, 3))
      expect(outcome).toMatchObject({ start: 'other-class', success: true });
    const [{ outcome, queries }] = await attacked(nearHidden(), withHidden(), { ...settings, start: 'other-class' });
    expect(outcome?.start).toBe('other-class');
    expect(queries.forward).toBeGreaterThan(1);
  });

  it('is none where neither is, which is told and costs the tries', async () => {
    const [first] = await attacked(nearHidden(), withHidden(), { ...settings, start: 'noise' });
    expect(first).toMatchObject({
      claimed: false,
      queries: { forward: 12 },
      outcome: { start: 'none', success: false },
    });
    const constant: FusedModel = {
      ...linearImageModel(),
      decide: (z) => tf.tile(tf.tensor2d([[1, 0]]), [z.shape[0], 1]),
    };
    const records = await attacked(constant, inMemoryDataset(randomSamples(3)), settings);
    // The data hold one class: there is no sample of another to try.
    for (const { outcome, queries } of records) {
      expect(outcome?.start).toBe('none');
      expect(queries.forward).toBe(12);
    }
  });
});

describe('a walk', () => {
  /** A plane at distance 1 from the sample along the first of 20 axes, answered otherwise beyond it. */
  const size = 20;
  const space = (norm: Space['norm'], unit: number): Space => ({
    norm,
    clean: { x: new Float32Array(size) },
    free: { x: size },
    units: { x: unit },
    bounded: new Set(),
  });
  const beyond = ({ x }: Perturbation): boolean => x[0] > 1;
  const walk = (own: Space, queries: number) => {
    const start = { x: Float32Array.from({ length: size }, (_, at) => (at === 0 ? 4 : 3)) };
    const walking = walked(own, start, { queries, firstEstimate: 50 }, randomFrom('walk'));
    let asked = 0;
    let next = walking.next();
    while (next.done !== true) {
      asked += next.value.length;
      next = walking.next(next.value.map(beyond));
    }
    return { found: next.value, asked };
  };

  it('ends on the far side of the boundary, near the closest point of it', () => {
    const { found, asked } = walk(space('l2', 0.1), 4000);
    expect(beyond(found.perturbation)).toBe(true);
    expect(asked).toBeLessThanOrEqual(4000);
    expect(distanceOf(space('l2', 0.1), found.perturbation)).toBeCloseTo(found.distance, 4);
    // Distances are counted in radii of 0.1.
    expect(found.distance).toBeGreaterThan(10);
    expect(found.distance).toBeLessThan(10.2);
  });

  it('ends at once where the budget is enough', () => {
    const { found, asked } = walk(space('linf', 2), 4000);
    expect(found.distance).toBeLessThanOrEqual(1);
    expect(asked).toBe(1);
  });
});
