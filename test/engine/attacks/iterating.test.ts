import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { AttackCell, CleanCell, EvaluatedCell } from '../../../src/shared/plan/plan';
import type { SampleRecord } from '../../../src/shared/records/record';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { embedSamples, encodeAll } from '../../../src/engine/attacks/outputs';
import { openProblem } from '../../../src/engine/attacks/gradient/problem';
import { initBackend } from '../../../src/engine/backends/registry';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { imageAndText, inMemoryDataset, randomSamples } from './in-memory';
import { randomModel, smallEncoders } from './random-model';

beforeAll(() => initBackend('wasm'));

const rows = [0, 1, 2, 3, 4];
const dataset = inMemoryDataset(randomSamples(40));
const samples = rows.map((row) => dataset.sample(row));
const model = (fusion: object): FusedModel => randomModel({ encoders: smallEncoders.cnn, fusion }, imageAndText);
const many = Array.from({ length: 40 }, (_, row) => row);
const records = async (fusion: object, cell: EvaluatedCell, of = rows): Promise<readonly SampleRecord[]> => {
  const own = model(fusion);
  try {
    return await evaluate({ cell, model: own, dataset, rows: of, pause: () => Promise.resolve() });
  } finally {
    own.dispose();
  }
};
const clean: CleanCell = { kind: 'clean', id: 'clean', model: 'm' };
const pgd: AttackCell = {
  kind: 'attack',
  id: 'pgd',
  model: 'm',
  attackIndex: 0,
  budgetIndex: 0,
  attack: AttackChoice.parse({ name: 'pgd', steps: 2, budgets: [{ image: 0.1 }] }),
  version: 1,
  seed: 0,
};
const settledIn = (all: readonly SampleRecord[]): readonly (object | undefined)[] =>
  all.map((record) => {
    if (record.kind === 'clean') return record.settled;
    return record.kind === 'perturbation' ? record.outcome?.settled : undefined;
  });

describe('records say how an input came to rest', () => {
  it('where the fusion is solved for: down to the tolerance, answering as twice the steps do', async () => {
    const found = await records({ name: 'deq', width: 32 }, clean);
    for (const record of found) {
      if (record.kind !== 'clean' || record.settled === undefined) throw new Error('Nothing is said.');
      const { residuals, solved, doubled } = record.settled;
      expect(solved).toBe(true);
      expect(residuals.length).toBeGreaterThan(3);
      expect(residuals.at(-1)).toBeLessThan(1e-3);
      expect(doubled).toBe(record.clean.predicted);
    }
  });

  it('where it is given too few steps: not at rest', async () => {
    const found = settledIn(await records({ name: 'deq', width: 32, iterations: 3 }, clean));
    expect(found).toEqual(rows.map(() => expect.objectContaining({ solved: false }) as unknown));
    found.forEach((settled) => {
      expect((settled as { readonly residuals: readonly number[] }).residuals).toHaveLength(3);
    });
  });

  it('where twice the steps answer otherwise: what those answer', async () => {
    const short = await records({ name: 'deq', width: 32, iterations: 1 }, clean, many);
    const long = await records({ name: 'deq', width: 32, iterations: 2, tolerance: 1e-4 }, clean, many);
    const answers = (all: readonly SampleRecord[]): readonly (number | null)[] =>
      all.map((record) => (record.kind === 'clean' ? record.clean.predicted : null));
    expect(short.map((record) => (record.kind === 'clean' ? record.settled?.doubled : undefined))).toEqual(
      answers(long),
    );
    expect(answers(short)).not.toEqual(answers(long));
  });

  it('where its steps are unrolled: one residual per step, and falling', async () => {
    const found = settledIn(await records({ name: 'deq', width: 32, unrolled: 6 }, clean));
    found.forEach((settled) => {
      const { residuals } = settled as { readonly residuals: readonly number[] };
      expect(residuals).toHaveLength(6);
      expect(residuals[5]).toBeLessThan(residuals[0] / 10);
    });
  });

  it('under an attack too, and nothing of what iterates nothing', async () => {
    const attacked = (await records({ name: 'deq', width: 32 }, pgd)).filter(
      (record) => record.kind === 'perturbation' && record.attacked,
    );
    expect(attacked.length).toBeGreaterThan(0);
    expect(settledIn(attacked).every((settled) => settled !== undefined)).toBe(true);
    expect(settledIn(await records({ name: 'concat' }, clean))).toEqual(rows.map(() => undefined));
  });
});

describe('gradients through plain steps, for an adaptive attack', () => {
  /** Logits and the gradient for the image, both as numbers; `own` logits are those of the model itself. */
  function asked(fusion: object, unroll: number): Record<'logits' | 'own' | 'gradient', readonly number[]> {
    return tf.tidy(() => {
      const attackedModel = model(fusion);
      const embeddings = embedSamples(attackedModel, samples);
      const encodings = encodeAll(attackedModel, embeddings);
      const context = { model: attackedModel, samples, embeddings, encodings, seed: 0, pause: () => Promise.resolve() };
      const opened = openProblem(context, { norm: 'linf', radii: { image: 0.1 } });
      const problem = opened.asked({ path: { unroll, gradient: 'own' } });
      const values = { image: embeddings.image.values };
      const { logits, gradients } = problem.gradientsAt(values);
      const result = {
        logits: [...logits.dataSync()],
        own: [...problem.logitsAt(values).dataSync()],
        gradient: [...gradients.image.dataSync()],
      };
      tf.dispose([logits, gradients.image]);
      opened.dispose();
      attackedModel.dispose();
      return result as never;
    });
  }
  const deq = { name: 'deq', width: 32, tolerance: 1e-5 };
  const distance = (a: readonly number[], b: readonly number[]): number =>
    Math.hypot(...a.map((value, index) => value - b[index])) / Math.hypot(...b);

  it('come to the implicit gradient with many steps, and not with one', () => {
    const own = asked(deq, 0);
    expect(distance(asked(deq, 100).gradient, own.gradient)).toBeLessThan(0.01);
    expect(distance(asked(deq, 1).gradient, own.gradient)).toBeGreaterThan(0.05);
  });

  it('leave what the model says to the model', () => {
    const { logits, own } = asked(deq, 1);
    expect(logits).toEqual(own);
  });

  it('are its own where a model iterates nothing', () => {
    expect(asked({ name: 'concat' }, 5)).toEqual(asked({ name: 'concat' }, 0));
  });
});
