import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import { EnsembleChoice, ensembleMembers, memberTitle } from '../../../src/shared/attacks/ensemble';
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

async function setUp(fusion: object, count = 16): Promise<{ readonly model: FusedModel; readonly dataset: Dataset }> {
  const model = randomModel({ encoders: smallEncoders.cnn, fusion }, imageAndText);
  const plain = inMemoryDataset(randomSamples(count));
  const clean = await predictSamples(model, plain.rowsOf('test').map(plain.sample));
  return { model, dataset: labelled(plain, clean.logits.map(argMax)) };
}

async function records(model: FusedModel, dataset: Dataset, attack: object): Promise<readonly PerturbationRecord[]> {
  const cell = { kind: 'attack', id: 'cell', model: 'm', attackIndex: 0, budgetIndex: 0, version: 1, seed: 5 } as const;
  const found = await evaluate({
    cell: { ...cell, attack: AttackChoice.parse(attack) },
    model,
    dataset,
    rows: dataset.rowsOf('test'),
    pause: () => Promise.resolve(),
  });
  return found as readonly PerturbationRecord[];
}

const all = { pgd: true, hopskipjump: true };

describe.each([
  ['image, l∞', { norm: 'linf', budgets: [{ image: 0.015 }] }],
  ['both, l2, shared total', { norm: 'l2', budgets: [{ image: 0.1, text: 0.1 }], share: 'matched' }],
  ['both in one l2 ball', { norm: 'l2', budgets: [{ image: 0.08, text: 0.08 }], share: 'joint' }],
  ['image, l1', { norm: 'l1', budgets: [{ image: 0.4 }] }],
])('an ensemble on %s', (_, common) => {
  const settings = { name: 'ensemble', ...common, members: all, steps: 4, queries: 30, randomNoises: 1 };

  it('breaks every sample that a member breaks alone, and says that the first of these did', async () => {
    const { model, dataset } = await setUp({ name: 'qmf' });
    const found = await records(model, dataset, settings);
    const members = ensembleMembers(EnsembleChoice.parse(settings), { embedding: true, weighs: true, solves: false });
    const first: (string | undefined)[] = found.map(() => undefined);
    for (const member of members) {
      const alone = await records(model, dataset, member);
      alone.forEach(({ outcome }, index) => {
        if (outcome?.success === true) first[index] ??= memberTitle(member);
      });
    }
    expect(found.map(({ outcome }) => outcome?.member)).toEqual(first);
    expect(found.map(({ outcome }) => outcome?.success)).toEqual(first.map((member) => member !== undefined));
    expect(found.map(({ claimed }) => claimed)).toEqual(first.map((member) => member !== undefined));
    // Some of each, or the test would show nothing.
    expect(new Set(first).has(undefined)).toBe(true);
    expect(new Set(first).size).toBeGreaterThan(1);
    model.dispose();
  });
});

it('counts the passes of all members, and no more of a sample once it is broken', async () => {
  const { model, dataset } = await setUp({ name: 'concat' });
  const settings = { budgets: [{ image: 0.015 }], steps: 4, queries: 30, randomNoises: 1 };
  const found = await records(model, dataset, { name: 'ensemble', ...settings });
  const gradients = 3 * 4;
  for (const { outcome, queries } of found) {
    if (outcome?.success === false) expect(queries.gradient).toBe(gradients);
    else expect(queries.gradient).toBeLessThanOrEqual(gradients);
    // The untouched embedding of MFA, a last look of each that climbs, the queries of Square, and a look at each member.
    if (outcome?.success === false) expect(queries.forward).toBe(gradients + 3 + 1 + 30 + 4);
  }
  expect(found.some(({ outcome }) => outcome?.success)).toBe(true);
  expect(found.some(({ outcome }) => outcome?.success === false)).toBe(true);
  model.dispose();
});

it('leaves out what a model, a norm or one ball does not allow', () => {
  const titles = (settings: object, setting: object = {}): readonly string[] =>
    ensembleMembers(EnsembleChoice.parse({ name: 'ensemble', budgets: [{ image: 1 }], members: all, ...settings }), {
      embedding: true,
      weighs: false,
      solves: false,
      ...setting,
    }).map(memberTitle);
  expect(titles({ norm: 'l1' })).toEqual(['PGD-100 l1', 'APGD-CE-100 l1', 'APGD-DLR-100 l1', 'Square-5000 l1']);
  expect(titles({ norm: 'l2', share: 'joint' })).toEqual([
    'PGD-100 l2',
    'APGD-CE-100 l2',
    'APGD-DLR-100 l2',
    'MFA-100 l2',
    'Square-5000 l2',
  ]);
  expect(titles({}, { embedding: false })).not.toContain('MFA-100 l∞');
  expect(titles({ members: {} }, { solves: true })).toEqual(
    expect.arrayContaining(
      ['unrolled 5', 'unrolled 10', 'unrolled 20', 'solved closer'].map((way) => `APGD-CE-100 l∞ ${way}`),
    ),
  );
  expect(titles({ members: {} }, { weighs: true })).toEqual(
    expect.arrayContaining(['weights frozen', 'weights hijacked'].map((way) => `APGD-CE-100 l∞ ${way}`)),
  );
  expect(titles({ adaptive: false }, { weighs: true, solves: true })).toEqual(titles({}));
});
