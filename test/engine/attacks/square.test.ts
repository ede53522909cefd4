import { beforeAll, describe, expect, it } from 'vitest';
import {
  firstPerturbation,
  nextPerturbation,
  windowShare,
  type Grid,
} from '../../../src/engine/attacks/gradient/square-windows';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { argMax } from '../../../src/engine/models/logits';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { initBackend } from '../../../src/engine/backends/registry';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { randomFrom } from '../../../src/engine/random';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { PerturbationRecord } from '../../../src/shared/records/record';
import { inMemoryDataset, labelled, randomSamples } from './in-memory';
import { linearImageModel, linearWeights } from './linear-model';

beforeAll(() => initBackend('wasm'));

const grid: Grid = { rows: 9, columns: 7, channels: 3 };
const size = 10 * 7 * 3;
const length = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
const size1 = (values: Float32Array): number => values.reduce((sum, value) => sum + Math.abs(value), 0);

describe.each(['linf', 'l2', 'l1'] as const)('windows in %s', (norm) => {
  it('use the radius up, never more, and leave padding alone, at every size', () => {
    const random = randomFrom('windows', norm);
    let current = firstPerturbation(norm, grid, 0.5, size, random);
    for (let step = 0; step < 60; step += 1) {
      const norms = { linf: Math.max(...current.map(Math.abs)), l2: length(current), l1: size1(current) };
      expect(norms[norm]).toBeCloseTo(0.5, 5);
      expect(current.slice(9 * 7 * 3).every((value) => value === 0)).toBe(true);
      current = nextPerturbation(norm, grid, 0.5, current, 1 / (1 + step), random);
    }
  });

  it('change nothing of a text without words, and no more than a window in l∞', () => {
    const none = { rows: 0, columns: 1, channels: 4 };
    const still = new Float32Array(8);
    expect(firstPerturbation(norm, none, 1, 8, randomFrom('none'))).toEqual(still);
    expect(nextPerturbation(norm, none, 1, still, 0.5, randomFrom('none'))).toEqual(still);
    const random = randomFrom('one pixel', norm);
    const before = firstPerturbation(norm, grid, 1, size, random);
    const after = nextPerturbation(norm, grid, 1, before, 1e-9, random);
    const changed = after.filter((value, at) => value !== before[at]).length;
    expect(changed).toBeLessThanOrEqual(norm === 'linf' ? 3 : 6);
  });
});

it('a window is halved where the paper halves it, whatever the number of queries', () => {
  expect([0, 10, 11, 51, 201, 9999].map((query) => windowShare(0.8, query, 10_000))).toEqual([
    0.8,
    0.8,
    0.4,
    0.2,
    0.1,
    0.8 / 2 ** 9,
  ]);
  expect(windowShare(0.8, 6, 100)).toBe(0.8 / 2 ** 4);
});

async function attacked(model: FusedModel, settings: object, only?: number): Promise<readonly PerturbationRecord[]> {
  const plain = inMemoryDataset(randomSamples(12));
  const clean = await predictSamples(model, plain.rowsOf('test').map(plain.sample));
  const dataset = labelled(plain, clean.logits.map(argMax));
  const attack = AttackChoice.parse({ name: 'square', ...settings });
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

describe('on a linear model', () => {
  const dual = {
    linf: linearWeights.reduce((sum, weight) => sum + Math.abs(weight), 0),
    l2: Math.sqrt(linearWeights.reduce((sum, weight) => sum + weight ** 2, 0)),
    l1: Math.max(...linearWeights.map(Math.abs)),
  };
  const smallest = (row: number, norm: keyof typeof dual): number => {
    const pixels = randomSamples(12)[row].inputs.image as Float32Array;
    return Math.abs(linearWeights.reduce((sum, weight, at) => sum + weight * (pixels[at] - 0.5), 0)) / dual[norm];
  };

  it.each(['linf', 'l2', 'l1'] as const)(
    'breaks in %s nothing below the closed form, nearly all well above',
    async (norm) => {
      const model = linearImageModel();
      for (const row of [0, 1, 2, 3]) {
        const radius = smallest(row, norm);
        const under = async (factor: number): Promise<PerturbationRecord> =>
          (await attacked(model, { norm, budgets: [{ image: radius * factor }], queries: 150 }, row))[0];
        expect((await under(0.99)).outcome?.success).toBe(false);
        expect((await under(4)).outcome?.success).toBe(true);
      }
    },
  );

  it('asks no gradient, counts what it asked, and stops at its cap or its success', async () => {
    const records = await attacked(linearImageModel(), { budgets: [{ image: 0.02 }], queries: 40 });
    for (const { queries, outcome, claimed } of records) {
      expect(queries.gradient).toBe(0);
      expect(claimed).toBe(outcome?.success);
      if (outcome?.success === false) expect(queries.forward).toBe(40);
      else expect(queries.forward).toBeLessThanOrEqual(40);
    }
    expect(records.some(({ outcome }) => outcome?.success)).toBe(true);
    expect(records.some(({ outcome }) => outcome?.success === false)).toBe(true);
  });

  it('breaks more with more queries, and each sample as it would alone', async () => {
    const settings = { budgets: [{ image: 0.02 }] };
    const count = (records: readonly PerturbationRecord[]): number =>
      records.filter(({ outcome }) => outcome?.success).length;
    const [few, many] = [
      await attacked(linearImageModel(), { ...settings, queries: 2 }),
      await attacked(linearImageModel(), { ...settings, queries: 200 }),
    ];
    expect(count(many)).toBeGreaterThan(count(few));
    for (const record of many.slice(0, 4)) {
      const [alone] = await attacked(linearImageModel(), { ...settings, queries: 200 }, record.row);
      expect(alone.queries.forward).toBe(record.queries.forward);
      expect(alone.outcome?.success).toBe(record.outcome?.success);
    }
  });
});
