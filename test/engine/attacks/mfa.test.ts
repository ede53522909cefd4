import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { PerturbationRecord } from '../../../src/shared/records/record';
import { turnOf } from '../../../src/engine/attacks/gradient/embedding-objective';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { inMemoryDataset, randomSamples, SIDE } from './in-memory';
import { linearImageModel } from './linear-model';

beforeAll(() => initBackend('wasm'));

async function attacked(model: FusedModel, dataset: Dataset, settings: object): Promise<readonly PerturbationRecord[]> {
  const attack = AttackChoice.parse(settings);
  const cell = { kind: 'attack', id: 'cell', model: 'm', attackIndex: 0, budgetIndex: 0, attack } as const;
  const records = await evaluate({
    cell: { ...cell, version: 1, seed: 5 },
    model,
    dataset,
    rows: dataset.rowsOf('test'),
    pause: () => Promise.resolve(),
  });
  return records as readonly PerturbationRecord[];
}

describe('the hinge of the released code', () => {
  // Distances (to the anchor, from the origin) of embeddings in the plane: z' is turned by an angle from each.
  it.each([
    [1, 0, 2.3],
    [0, 1 / 3, 0],
    [2, 0, 4.1],
  ])('d_a %f, d_o %f: %f', (toAnchor, fromOrigin, hinge) => {
    const at = (distance: number): tf.Tensor2D =>
      tf.tensor2d([[3 * (1 - distance), 3 * Math.sqrt(1 - (1 - distance) ** 2)]]);
    const objective = {
      origin: at(fromOrigin),
      anchor: at(toAnchor),
      originWeight: 1.5,
      anchorWeight: 1.8,
      margin: 0.5,
    };
    expect(-turnOf(tf.tensor2d([[2, 0]]), objective).dataSync()[0]).toBeCloseTo(hinge, 5);
  });

  it('an anchor of zeros pulls nowhere', () => {
    const objective = { origin: tf.tensor2d([[0, 1]]), originWeight: 1.5, anchorWeight: 1.8, margin: null };
    const slope = (anchor: tf.Tensor2D | null): readonly number[] => [
      ...tf
        .grad((z) => tf.sum(turnOf(z as tf.Tensor2D, { ...objective, anchor })))(tf.tensor2d([[1, 1]]))
        .dataSync(),
    ];
    expect(slope(tf.zeros([1, 2]))).toEqual(slope(null));
  });
});

/** z = x, and a head that always gives the label, so that the attack goes on to its end. */
const decided: FusedModel = {
  ...linearImageModel(),
  decide: (z) => tf.tidy(() => tf.add<tf.Tensor2D>(tf.mul(tf.slice(z, [0, 0], [-1, 2]), 0), [[1, 0]])),
};

describe('where z = x, the largest turn in an l2 ball is by arcsin(ε / ‖z‖)', () => {
  const dataset = inMemoryDataset(randomSamples(6).map((sample, at) => ({ ...sample, label: at % 2 })));
  const radius = 0.3;

  it.each(['none', 'anchor'])('towards %s', async (towards) => {
    const records = await attacked(decided, dataset, {
      name: 'mfa',
      norm: 'l2',
      budgets: [{ image: radius }],
      towards,
    });
    for (const { row, outcome, label } of records) {
      if (label !== 0) continue;
      const length = Math.hypot(...(dataset.sample(row).inputs.image as Float32Array));
      const largest = 1 - Math.sqrt(1 - (radius / length) ** 2);
      expect(outcome?.displacement?.cosineDistance).toBeGreaterThan(0.97 * largest);
      expect(outcome?.displacement?.cosineDistance).toBeLessThan(1.001 * largest + 1e-6);
    }
  });
});

/** The answer is the sign of what z points to in the second half of the picture; `masked`: by a step without a slope. */
function halves(masked: boolean): FusedModel {
  return {
    ...linearImageModel(),
    fuse: ({ image }) => {
      const halfOf = (start: number): tf.Tensor2D =>
        tf.mean<tf.Tensor2D>(tf.slice(image.values, [0, start], [-1, (SIDE * SIDE) / 2]), 1, true);
      return tf.concat<tf.Tensor2D>([halfOf(0), tf.sub(halfOf((SIDE * SIDE) / 2), 0.5)], 1);
    },
    decide: (z) => {
      const score = tf.slice(z, [0, 1], [-1, 1]);
      const said: tf.Tensor2D = masked ? tf.sub(tf.mul(tf.step(score), 2), 1) : score;
      return tf.concat<tf.Tensor2D>([tf.neg(said), said], 1);
    },
  };
}

describe('a head whose gradients are masked', () => {
  const samples = Array.from({ length: 12 }, (_, at) => ({
    label: at % 2,
    inputs: {
      image: Float32Array.from({ length: SIDE * SIDE }, (_v, pixel) =>
        pixel < (SIDE * SIDE) / 2 ? 0.5 : at % 2 === 1 ? 0.53 : 0.47,
      ),
      text: ['a'],
    },
  }));
  const dataset = inMemoryDataset(samples);
  const broken = async (masked: boolean, settings: object): Promise<number> =>
    (await attacked(halves(masked), dataset, { budgets: [{ image: 0.06 }], ...settings })).filter(
      ({ outcome }) => outcome?.success,
    ).length;

  it('hides from PGD what MFA towards an anchor finds, and what PGD finds without the mask', async () => {
    expect(await broken(true, { name: 'pgd', steps: 50 })).toBe(0);
    expect(await broken(true, { name: 'mfa', towards: 'anchor' })).toBe(12);
    expect(await broken(false, { name: 'pgd', steps: 50 })).toBe(12);
  });

  it('is passed by turning away, in some of several tries', async () => {
    expect(await broken(true, { name: 'mfa', restarts: 8 })).toBeGreaterThan(6);
  });

  it('is passed by the published form too, which measures what it took', async () => {
    const settings = { name: 'mfa', form: 'published', towards: 'anchor', steps: 500, budgets: [{ image: 1 }] };
    const records = await attacked(halves(true), dataset, settings);
    for (const { outcome } of records) {
      expect(outcome?.success).toBe(true);
      expect(outcome?.norms.image).toBeGreaterThan(0.02);
      expect(outcome?.norms.image).toBeLessThan(0.1);
    }
  });
});
