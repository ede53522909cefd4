import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import { innerAttack, TransferChoice } from '../../../src/shared/attacks/transfer';
import type { PerturbationRecord } from '../../../src/shared/records/record';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { argMax } from '../../../src/engine/models/logits';
import { imageAndText, inMemoryDataset, labelled, randomSamples } from './in-memory';
import { randomModel, smallEncoders } from './random-model';

beforeAll(() => initBackend('wasm'));

const modelOf = (seed: number): FusedModel =>
  randomModel({ encoders: smallEncoders.cnn, fusion: { name: 'concat' } }, imageAndText, { seed });

/** Labelled as the target answers. */
async function dataFor(target: FusedModel): Promise<Dataset> {
  const plain = inMemoryDataset(randomSamples(16));
  const clean = await predictSamples(target, plain.rowsOf('test').map(plain.sample));
  return labelled(plain, clean.logits.map(argMax));
}

async function records(
  model: FusedModel,
  dataset: Dataset,
  attack: object,
  source?: FusedModel,
): Promise<readonly PerturbationRecord[]> {
  const cell = { kind: 'attack', id: 'cell', model: 'm', attackIndex: 0, budgetIndex: 0, version: 1, seed: 5 } as const;
  const found = await evaluate({
    cell: { ...cell, attack: AttackChoice.parse(attack) },
    model,
    ...(source === undefined ? {} : { source }),
    dataset,
    rows: dataset.rowsOf('test'),
    pause: () => Promise.resolve(),
  });
  return found as readonly PerturbationRecord[];
}

const settings = { name: 'transfer', source: 'other', budgets: [{ image: 0.02 }], steps: 5, randomNoises: 1 };
const successes = (found: readonly PerturbationRecord[]): number =>
  found.filter(({ outcome }) => outcome?.success === true).length;

it.each(['fgsm', 'pgd', 'mim', 'apgd'])('made by %s on the model itself, it is the white box', async (by) => {
  const model = modelOf(1);
  const dataset = await dataFor(model);
  const before = tf.memory().numTensors;
  const choice = { ...settings, madeBy: by, goesOn: false };
  const found = await records(model, dataset, choice, model);
  const white = await records(model, dataset, innerAttack(TransferChoice.parse(choice)));
  expect(tf.memory().numTensors).toBe(before);
  expect(found.map(({ outcome }) => outcome?.attacked)).toEqual(white.map(({ outcome }) => outcome?.attacked));
  expect(found.map(({ queries }) => queries.source)).toEqual(
    white.map(({ queries: { forward, gradient } }) => ({ forward, gradient })),
  );
  expect(successes(found)).toBeGreaterThan(0);
  model.dispose();
});

it('asks the target nothing while it is made, claims nothing, and changes nothing at radius zero', async () => {
  const [target, source] = [modelOf(1), modelOf(2)];
  const dataset = await dataFor(target);
  const fuse = vi.spyOn(target, 'fuse');
  const found = await records(target, dataset, settings, source);
  const asked = fuse.mock.calls.length;
  // However many steps are taken on the source.
  await records(target, dataset, { ...settings, steps: 10 }, source);
  expect(fuse.mock.calls.length).toBe(2 * asked);
  for (const { claimed, queries, controls } of found) {
    expect(claimed).toBe(false);
    expect(queries).toMatchObject({ forward: 0, gradient: 0, encoded: { image: 0, text: 0 } });
    expect(queries.source?.gradient).toBeGreaterThan(0);
    expect(controls?.zeroBudget).toBeLessThan(1e-5);
  }
  target.dispose();
  source.dispose();
});

it('goes on where the source has changed its answer', async () => {
  const [target, source] = [modelOf(1), modelOf(2)];
  const dataset = await dataFor(target);
  const wide = { ...settings, budgets: [{ image: 0.1 }] };
  const far = await records(target, dataset, wide, source);
  const near = await records(target, dataset, { ...wide, goesOn: false }, source);
  expect(far.every(({ queries }) => queries.source?.gradient === 5)).toBe(true);
  expect(near.some(({ queries }) => queries.source!.gradient < 5)).toBe(true);
  target.dispose();
  source.dispose();
});

it('is refused where there is no model to make it on', async () => {
  const model = modelOf(1);
  await expect(records(model, await dataFor(model), settings)).rejects.toMatchObject({ code: 'unsupported' });
  model.dispose();
});
