import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { PerturbationRecord } from '../../../src/shared/records/record';
import { lengthInBall } from '../../../src/engine/attacks/gradient/ball';
import { noisy } from '../../../src/engine/attacks/gradient/noise';
import { embedSamples } from '../../../src/engine/attacks/outputs';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { initBackend } from '../../../src/engine/backends/registry';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { randomFrom } from '../../../src/engine/random';
import { imageAndText, inMemoryDataset, randomSamples, SIDE } from './in-memory';
import { linearWeights } from './linear-model';
import { randomModel, smallEncoders } from './random-model';

beforeAll(() => initBackend('wasm'));

/** Two pictures, logits = [0, w·(a − 1/2) + v·(b − 1/2)]: smallest joint l2 perturbation |score| / √(‖w‖² + ‖v‖²). */
const other: readonly number[] = linearWeights.map((_, at) => 0.5 * randomFrom('other linear model', at).normal());
const modalities = { a: imageAndText.image, b: imageAndText.image };
const twoPictures: FusedModel = {
  id: 'two-pictures',
  modalities,
  classes: ['no', 'yes'],
  gives: new Set(['labels', 'scores', 'embedding', 'gradients'] as const),
  perturbs: { a: 'input', b: 'input' },
  embed: (_, values) => ({
    values: tf.stack(values.map((v) => tf.tensor3d(v as Float32Array, [SIDE, SIDE, 1]))),
    mask: null,
  }),
  encode: (_, { values }) => ({ form: 'vector', values: tf.reshape(values, [-1, SIDE * SIDE]) }),
  fuse: ({ a, b }) => tf.concat([a.values as tf.Tensor2D, b.values as tf.Tensor2D], 1),
  decide: (z) => {
    const weights = tf.tensor2d([...linearWeights, ...other], [2 * SIDE * SIDE, 1]);
    const score = tf.matMul<tf.Tensor2D>(tf.sub(z, 0.5), weights);
    return tf.concat<tf.Tensor2D>([tf.zerosLike(score), score], 1);
  },
  dispose: () => undefined,
};

const scoreOf = (picture: Float32Array, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (picture[at] - 0.5), 0);
const samples = randomSamples(12).map(({ inputs }, at) => {
  const [a, b] = [inputs.image as Float32Array, randomSamples(24)[12 + at].inputs.image as Float32Array];
  const score = scoreOf(a, linearWeights) + scoreOf(b, other);
  return { label: score > 0 ? 1 : 0, inputs: { a, b }, score };
});
const dataset = inMemoryDataset(samples, { modalities });

async function attacked(settings: object, row: number): Promise<PerturbationRecord> {
  const attack = AttackChoice.parse({ norm: 'l2', share: 'joint', ...settings });
  const cell = { kind: 'attack', id: 'cell', model: 'm', attackIndex: 0, budgetIndex: 0, attack } as const;
  const [record] = await evaluate({
    cell: { ...cell, version: 1, seed: 5 },
    model: twoPictures,
    dataset,
    rows: [row],
    pause: () => Promise.resolve(),
  });
  return record as PerturbationRecord;
}

describe('one l2 ball of both inputs of a linear model, where the smallest perturbation is known', () => {
  it('Square, without gradients: breaks nothing below the closed form and all well above, within the ball, by both inputs', async () => {
    for (const [row, { score }] of samples.entries()) {
      const smallest = Math.abs(score) / Math.hypot(...linearWeights, ...other);
      const under = (radius: number) =>
        attacked({ name: 'square', queries: 200, budgets: [{ a: radius, b: radius }] }, row);
      expect((await under(0.99 * smallest)).outcome?.success, `row ${row}`).toBe(false);
      const { outcome, queries } = await under(4 * smallest);
      expect(outcome?.success, `row ${row}`).toBe(true);
      expect(queries.gradient).toBe(0);
      const { a, b } = outcome!.norms;
      expect(Math.hypot(a, b)).toBeLessThanOrEqual(4 * smallest * (1 + 1e-4));
      expect(Math.min(a, b)).toBeGreaterThan(0);
    }
  });

  const attacks = [
    { name: 'fgsm' },
    { name: 'pgd', steps: 40 },
    { name: 'mim', steps: 40 },
    { name: 'apgd', steps: 40 },
  ];

  it.each(attacks)('%o: broken at 1.01 × the closed form, not at 0.99 ×', async (attack) => {
    for (const [row, { score }] of samples.entries()) {
      const smallest = Math.abs(score) / Math.hypot(...linearWeights, ...other);
      for (const [factor, success] of [
        [1.01, true],
        [0.99, false],
      ] as const) {
        const radius = smallest * factor;
        const { outcome } = await attacked({ ...attack, budgets: [{ a: radius, b: radius }] }, row);
        expect(outcome?.success, `row ${row} at ${factor}`).toBe(success);
        expect(Math.hypot(outcome!.norms.a, outcome!.norms.b)).toBeLessThanOrEqual(radius * (1 + 1e-5));
      }
    }
  });

  it('FGM spends it as the gradients are long: ε ‖g_m‖ / √Σ ‖g_j‖²', async () => {
    const radius = 0.05;
    const { outcome } = await attacked({ name: 'fgsm', budgets: [{ a: radius, b: radius }] }, 0);
    const [own, its] = [Math.hypot(...linearWeights), Math.hypot(...other)];
    expect(outcome?.norms.a).toBeCloseTo((radius * own) / Math.hypot(own, its), 5);
    expect(outcome?.norms.b).toBeCloseTo((radius * its) / Math.hypot(own, its), 5);
  });

  it('with unequal radii each counts by its own: the smallest share is |score| / √Σ (ε_m ‖g_m‖)²', async () => {
    for (const [row, { score }] of samples.slice(0, 4).entries()) {
      const [own, its] = [Math.hypot(...linearWeights), 3 * Math.hypot(...other)];
      const unit = Math.abs(score) / Math.hypot(own, its);
      for (const [factor, success] of [
        [1.01, true],
        [0.99, false],
      ] as const) {
        const { outcome } = await attacked(
          { name: 'fgsm', budgets: [{ a: unit * factor, b: 3 * unit * factor }] },
          row,
        );
        expect(outcome?.success).toBe(success);
      }
    }
  });

  it('lets nothing move that has no radius', async () => {
    const { outcome } = await attacked({ name: 'pgd', steps: 3, budgets: [{ a: 0.1, b: 0 }] }, 0);
    expect(outcome?.norms.a).toBeGreaterThan(0.05);
    expect(outcome?.norms.b).toBe(0);
  });
});

describe('random noise in one ball', () => {
  it.each(['boundary', 'inside'] as const)('on a picture and a text: %s', async (place) => {
    const model = randomModel({ encoders: smallEncoders.cnn, fusion: { name: 'concat' } }, imageAndText);
    const plain = inMemoryDataset(randomSamples(6));
    const own = plain.rowsOf('test').map(plain.sample);
    const clean = embedSamples(model, own);
    const ball = { norm: 'l2', radii: { image: 0.05, text: 0.1 }, oneBall: true } as const;
    const noise = noisy(
      { model, clean, ball },
      place,
      own.map(({ id }) => ['noise', id]),
    );
    const deltas = Object.fromEntries(
      Object.entries(noise).map(([id, value]) => [id, tf.sub(value, clean[id].values)]),
    );
    for (const length of await lengthInBall(ball, deltas).data()) {
      expect(length).toBeLessThanOrEqual(1 + 1e-5);
      if (place === 'boundary') expect(length).toBeGreaterThan(1 - 1e-4);
      else expect(length).toBeGreaterThan(0.7);
    }
    model.dispose();
  });
});
