import { beforeAll, describe, expect, it, vi } from 'vitest';
import { AttackChoice, type GradientChoice } from '../../../src/shared/attacks/attack';
import { apgdCheckpoints } from '../../../src/shared/attacks/apgd';
import type { PerturbationRecord } from '../../../src/shared/records/record';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { ballOf } from '../../../src/engine/attacks/gradient/ball';
import { argMax } from '../../../src/engine/models/logits';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import type { Dataset } from '../../../src/engine/data/dataset';
import { initBackend } from '../../../src/engine/backends/registry';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { imageAndText, inMemoryDataset, labelled, randomSamples } from './in-memory';
import { linearImageModel, linearWeights } from './linear-model';
import { randomModel, smallEncoders, smallFusions } from './random-model';

beforeAll(() => initBackend('wasm'));

async function records(model: FusedModel, dataset: Dataset, settings: object): Promise<PerturbationRecord[]> {
  const choice = AttackChoice.parse(settings) as GradientChoice;
  const result = await evaluate({
    cell: {
      kind: 'attack',
      id: 'cell',
      model: 'm',
      attackIndex: 0,
      budgetIndex: 0,
      attack: choice,
      version: 1,
      seed: 5,
    },
    model,
    dataset,
    rows: dataset.rowsOf('test'),
    pause: () => Promise.resolve(),
  });
  return result.map((record) => {
    if (record.kind !== 'perturbation') throw new Error('not a perturbation record');
    return record;
  });
}

async function correctly(model: FusedModel, count: number): Promise<Dataset> {
  const plain = inMemoryDataset(randomSamples(count));
  const clean = await predictSamples(model, plain.rowsOf('test').map(plain.sample));
  return labelled(plain, clean.logits.map(argMax));
}

describe('on a linear model, where the smallest perturbation is known', () => {
  const attacks = [
    { name: 'fgsm' },
    { name: 'pgd', steps: 40 },
    { name: 'mim', steps: 40 },
    { name: 'apgd', steps: 40 },
    { name: 'apgd', steps: 40, loss: 'dlr' },
  ];
  const cases = (['linf', 'l2'] as const).flatMap((norm) =>
    attacks.flatMap((attack) => [1, 1000].map((scale) => [attack, norm, scale] as const)),
  );

  // The twin with logits × 1000 is certain of everything: the plain cross-entropy has no gradient left there.
  it.each(cases)('%o %s, logits × %d: broken at 1.01 × the closed form, not at 0.99 ×', async (attack, norm, scale) => {
    const model = linearImageModel(scale);
    const dataset = await correctly(model, 12);
    for (const row of dataset.rowsOf('test')) {
      const pixels = dataset.sample(row).inputs.image as Float32Array;
      const score = linearWeights.reduce((sum, weight, at) => sum + weight * (pixels[at] - 0.5), 0);
      const dual =
        norm === 'linf'
          ? linearWeights.reduce((sum, weight) => sum + Math.abs(weight), 0)
          : Math.hypot(...linearWeights);
      const smallest = Math.abs(score) / dual;
      const one: Dataset = { ...dataset, rowsOf: () => [row] };
      for (const [factor, success] of [
        [1.01, true],
        [0.99, false],
      ] as const) {
        const [record] = await records(model, one, {
          ...attack,
          norm,
          budgets: [{ image: smallest * factor }],
        });
        expect(record.outcome?.success).toBe(success);
      }
    }
  });
});

const models = [
  ['cnn + mean words, concat', { encoders: smallEncoders.cnn, fusion: smallFusions.concat }],
  ['cnn + mean words, product', { encoders: smallEncoders.cnn, fusion: smallFusions.product }],
  [
    'patches + word transformer, token transformer',
    { encoders: smallEncoders.tokens, fusion: smallFusions['token-transformer'] },
  ],
  ['patches + word transformer, late', { encoders: smallEncoders.tokens, fusion: smallFusions.late }],
] as const;
const inTable = [
  { name: 'fgsm' },
  { name: 'pgd', steps: 5, restarts: 2 },
  { name: 'mim', steps: 5, restarts: 2 },
  { name: 'apgd', steps: 6, restarts: 2 },
  { name: 'apgd', steps: 6, loss: 'dlr' },
  { name: 'mfa', steps: 5, restarts: 2 },
  { name: 'mfa', steps: 5, towards: 'anchor', form: 'published', learningRate: 0.02 },
  { name: 'square', queries: 15 },
  { name: 'hopskipjump', queries: 60, firstEstimate: 10 },
  { name: 'ensemble', steps: 4, queries: 10 },
];
describe('the passes that a record tells', () => {
  it('are those that the model made, until the sample broke', async () => {
    const model = randomModel(models[0][1], imageAndText);
    const dataset = await correctly(model, 9);
    const encode = vi.spyOn(model, 'encode');
    const rowsEncoded = (): number =>
      encode.mock.calls.reduce((sum, [id, { values }]) => sum + (id === 'image' ? values.shape[0] : 0), 0);
    const settings = { name: 'pgd', budgets: [{ image: 0.05 }], steps: 4, restarts: 2, randomNoises: 3 };
    const result = await records(model, dataset, settings);
    const asked = result.reduce((sum, { queries }) => sum + queries.forward, 0);
    // Besides the attack: once untouched, once re-evaluated, once read back, three draws of noise; the control at radius
    // zero takes three.
    expect(rowsEncoded()).toBe(asked + 9 * (1 + 1 + 1 + 3 + 3));
    // Untouched, and in both halves of what is read back.
    expect(encode.mock.calls.filter(([id]) => id === 'text')).toHaveLength(1 + 2);
    for (const { queries, outcome } of result) {
      // One restart is four steps and a last look.
      if (outcome?.success === false) expect(queries).toMatchObject({ forward: 10, gradient: 8 });
      else expect(queries.forward).toBeLessThanOrEqual(10);
      expect(queries.encoded).toEqual({ image: queries.forward, text: 0 });
    }
    expect(result.some(({ outcome }) => outcome?.success)).toBe(true);
    expect(result.some(({ outcome }) => outcome?.success === false)).toBe(true);
    model.dispose();
  });
});

describe('FGSM', () => {
  it('takes one pass, and no second to see for itself what the framework will', async () => {
    const model = randomModel(models[0][1], imageAndText);
    for (const record of await records(model, await correctly(model, 5), { name: 'fgsm', budgets: [{ image: 0.1 }] })) {
      expect(record).toMatchObject({ claimed: false, queries: { forward: 1, gradient: 1 } });
    }
    model.dispose();
  });
});

describe('a sample that breaks', () => {
  it('costs its steps until then, and not one more', async () => {
    const model = randomModel(models[0][1], imageAndText);
    const dataset = await correctly(model, 30);
    const settings = { name: 'pgd', budgets: [{ image: 0.1 }], relativeStep: 0.125 };
    // Steps come in one order, so that fewer of them break what more of them have broken by then.
    const firstBroken = new Map<number, number>();
    const steps = 6;
    for (let most = 1; most <= steps; most += 1) {
      for (const { row, outcome } of await records(model, dataset, { ...settings, steps: most })) {
        if (outcome?.success === true && !firstBroken.has(row)) firstBroken.set(row, most);
      }
    }
    const result = await records(model, dataset, { ...settings, steps });
    for (const { row, outcome, queries } of result) {
      const broken = firstBroken.get(row);
      expect(outcome?.success).toBe(broken !== undefined);
      // It is seen at the look that comes after the breaking step; that look takes a gradient too, but for the last.
      if (broken === undefined) expect(queries).toMatchObject({ forward: steps + 1, gradient: steps });
      else if (queries.forward > 1) expect(queries.forward).toBe(broken + 1);
    }
    expect(new Set(firstBroken.values()).size).toBeGreaterThan(1);
    model.dispose();
  });
});

describe('more budget and more steps', () => {
  it('break at least as many samples, and a large budget breaks nearly all', async () => {
    const model = randomModel(models[0][1], imageAndText);
    const dataset = await correctly(model, 30);
    const successes = async (settings: object): Promise<number> =>
      (await records(model, dataset, { name: 'pgd', ...settings })).filter((r) => r.outcome?.success).length;
    const rising = [];
    for (const image of [0, 0.02, 0.1, 0.5]) rising.push(await successes({ budgets: [{ image }], steps: 10 }));
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(rising[0]).toBe(0);
    expect(rising[3]).toBeGreaterThanOrEqual(27);
    const few = await successes({ budgets: [{ image: 0.05 }], steps: 1, randomStart: false, relativeStep: 0.125 });
    expect(await successes({ budgets: [{ image: 0.05 }], steps: 20 })).toBeGreaterThanOrEqual(few);
    model.dispose();
  });

  it('matched budgets are ε/2 each in l∞ and l1, and ε/√2 in l2', () => {
    const settings = { name: 'fgsm', budgets: [{ image: 0.1, text: 1 }], share: 'matched' };
    const radii = (norm: string) => ballOf(AttackChoice.parse({ ...settings, norm }) as GradientChoice, 0).radii;
    expect(radii('linf')).toEqual({ image: 0.05, text: 0.5 });
    expect(radii('l1')).toEqual({ image: 0.05, text: 0.5 });
    expect(radii('l2').image).toBeCloseTo(0.1 / Math.SQRT2, 12);
    expect(radii('l2').text).toBeCloseTo(1 / Math.SQRT2, 12);
  });
});

describe('the smallest steps of MIM', () => {
  it('go along the sum of normalised gradients: on a linear model all have one direction', async () => {
    const model = linearImageModel();
    const dataset = await correctly(model, 4);
    // ε/T a step, as published: only after the last is the whole radius used up.
    const settings = { name: 'mim', norm: 'l2', budgets: [{ image: 0.02 }], steps: 5, relativeStep: 0.2 };
    for (const { outcome } of await records(model, dataset, settings)) {
      if (outcome?.success === false) expect(outcome.norms.image).toBeCloseTo(0.02, 5);
    }
  });
});

describe('APGD', () => {
  it('looks at its step where the paper does: 22, 41, 57, 70, 80, 87 and every 6 of 100 steps', () => {
    expect(apgdCheckpoints(100)).toEqual([0, 22, 41, 57, 70, 80, 87, 93, 99]);
    expect(apgdCheckpoints(1)).toEqual([0, 1]);
  });

  it('finds with 20 steps at least what PGD finds with 20 of an eighth of the radius, on average', async () => {
    let [own, theirs] = [0, 0];
    for (const [, recipe] of models) {
      const model = randomModel(recipe, imageAndText);
      const dataset = await correctly(model, 20);
      const loss = async (settings: object): Promise<number> =>
        (await records(model, dataset, { ...settings, steps: 20, budgets: [{ image: 0.03 }] })).filter(
          ({ outcome }) => outcome?.success,
        ).length;
      own += await loss({ name: 'apgd' });
      theirs += await loss({ name: 'pgd' });
      model.dispose();
    }
    expect(theirs).toBeGreaterThan(0);
    expect(own).toBeGreaterThanOrEqual(theirs - 1);
  });
});

describe('results do not depend on who else is in the batch', () => {
  it.each(inTable)('%o gives the same labels alone as together, and values within 1e-4', async (attack) => {
    const model = randomModel(models[0][1], imageAndText);
    const dataset = await correctly(model, 6);
    const settings = { ...attack, budgets: [{ image: 0.05, text: 0.1 }] };
    const together = await records(model, dataset, settings);
    for (const record of together) {
      const [alone] = await records(model, { ...dataset, rowsOf: () => [record.row] }, settings);
      expect(alone.outcome?.attacked.predicted).toBe(record.outcome?.attacked.predicted);
      alone.outcome!.attacked.logits.forEach((logit, at) => {
        expect(logit).toBeCloseTo(record.outcome!.attacked.logits[at], 4);
      });
    }
    model.dispose();
  });
});
