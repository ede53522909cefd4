import { beforeAll, expect, it } from 'vitest';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { initBackend } from '../../../src/engine/backends/registry';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { argMax } from '../../../src/engine/models/logits';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { EvaluatedCell } from '../../../src/shared/plan/plan';
import type { SampleRecord, Weighed } from '../../../src/shared/records/record';
import { imageAndText, inMemoryDataset, labelled, randomSamples } from './in-memory';
import { randomModel, smallEncoders } from './random-model';

beforeAll(() => initBackend('wasm'));

const rows = [0, 1, 2, 3, 4];
const plain = inMemoryDataset(randomSamples(rows.length));
const clean: EvaluatedCell = { kind: 'clean', id: 'clean', model: 'm' };
const pgd: EvaluatedCell = {
  kind: 'attack',
  id: 'pgd',
  model: 'm',
  attackIndex: 0,
  budgetIndex: 0,
  attack: AttackChoice.parse({ name: 'pgd', steps: 2, budgets: [{ image: 0.3 }] }),
  version: 1,
  seed: 0,
};

async function records(fusion: object, cell: EvaluatedCell): Promise<readonly SampleRecord[]> {
  const model = randomModel({ encoders: smallEncoders.cnn, fusion }, imageAndText, { classes: ['one', 'two'] });
  try {
    const { logits } = await predictSamples(model, rows.map(plain.sample), 'logits');
    // As the model says, but for the first: right and wrong answers are both weighed.
    const dataset = labelled(
      plain,
      logits.map((own, row) => (row === 0 ? 1 - argMax(own) : argMax(own))),
    );
    return await evaluate({ cell, model, dataset, rows, pause: () => Promise.resolve() });
  } finally {
    model.dispose();
  }
}
const weighedIn = (record: SampleRecord): Weighed | undefined => {
  if (record.kind === 'clean') return record.weighed;
  return record.kind === 'perturbation' ? record.outcome?.weighed : undefined;
};

it('the weights and own losses of quality-aware fusion add up to what it answers', async () => {
  const found = await records({ name: 'qmf' }, clean);
  for (const record of found) {
    const weighed = weighedIn(record);
    if (record.kind !== 'clean' || weighed?.losses === undefined) throw new Error('Nothing is said.');
    // With two classes a modality’s logits follow from its weight, 0.1 logsumexp(f), and its loss, logsumexp(f) − f_y.
    const fused = Object.keys(weighed.weights).reduce(
      (sum, modality) => {
        const total = weighed.weights[modality] * 10;
        const own = total - weighed.losses![modality];
        const other = total + Math.log1p(-Math.exp(own - total));
        const weight = weighed.weights[modality];
        return { own: sum.own + weight * own, other: sum.other + weight * other };
      },
      { own: 0, other: 0 },
    );
    const { logits } = record.clean;
    expect(fused.own).toBeCloseTo(logits[record.label], 3);
    expect(fused.other).toBeCloseTo(logits[1 - record.label], 3);
  }
});

it('an attack on one input moves the weight of that input alone', async () => {
  const before = new Map((await records({ name: 'qmf' }, clean)).map((record) => [record.row, weighedIn(record)!]));
  const attacked = (await records({ name: 'qmf' }, pgd)).filter((record) => weighedIn(record) !== undefined);
  expect(attacked.length).toBeGreaterThan(0);
  for (const record of attacked) {
    const [was, is] = [before.get(record.row)!, weighedIn(record)!];
    expect(is.weights.image).not.toBeCloseTo(was.weights.image, 4);
    expect(is.weights.text).toBeCloseTo(was.weights.text, 5);
    expect(is.losses?.text).toBeCloseTo(was.losses!.text, 4);
  }
});

it('gates have weights and no losses, and what weighs all samples alike has neither', async () => {
  for (const record of await records({ name: 'gated', width: 8 }, clean)) {
    const weighed = weighedIn(record)!;
    expect(weighed.losses).toBeUndefined();
    Object.values(weighed.weights).forEach((weight) => {
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThan(1);
    });
  }
  expect((await records({ name: 'concat' }, clean)).map(weighedIn)).toEqual(rows.map(() => undefined));
});
