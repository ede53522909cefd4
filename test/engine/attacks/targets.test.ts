/** Attacks on models that answer with a set of labels or with a value. */
import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import { attackLimit } from '../../../src/shared/planning/target-limits';
import type { PerturbationRecord } from '../../../src/shared/records/record';
import { hasLabel, type Target } from '../../../src/shared/data/target';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { names, rows } from './attack-table';
import { imageAndText, inMemoryDataset, randomSamples, SIDE } from './in-memory';
import { linearValueModel, linearWeights } from './linear-model';
import { held, recordsOf } from './promises';
import { randomModel, smallEncoders, smallFusions } from './random-model';

beforeAll(() => initBackend('wasm'));

const labels: Target = { kind: 'labels' };
const value: Target = { kind: 'value', unit: '', range: [-1, 1], tolerance: 0.02 };

/** Samples that ask for what a model answers, so that all are attacked. */
async function asAnswered(model: FusedModel, count: number): Promise<Dataset> {
  const plain = inMemoryDataset(randomSamples(count));
  const { logits } = await predictSamples(model, plain.rowsOf('test').map(plain.sample));
  return inMemoryDataset(
    plain.rowsOf('test').map((row) => {
      const [own] = [logits[row]];
      return model.target?.kind === 'value'
        ? { ...plain.sample(row), label: 0, target: Float32Array.of(own[0] + 0.001) }
        : {
            ...plain.sample(row),
            label: own.reduce((code, logit, place) => code + (logit > 0 ? 2 ** place : 0), 0),
            target: own.map((logit) => Number(logit > 0)),
          };
    }),
  );
}

describe.each([
  ['labels', labels, ['one', 'two', 'three']],
  ['value', value, ['value']],
] as const)('every attack that can be made on %s', (_kind, target, classes) => {
  const first = names.flatMap((name) => {
    const own = rows.filter(({ attack }) => attack.name === name && attackLimit(attack, target) === null);
    return own.slice(-1).map(({ title, attack }) => [title, attack] as const);
  });

  it.each(first)('keeps its promises: %s', async (_title, attack) => {
    const recipe = { encoders: smallEncoders.cnn, fusion: smallFusions.gated };
    const model = randomModel(recipe, imageAndText, { classes, target });
    await held(model, await asAnswered(model, 3), attack);
    model.dispose();
  });
});

describe('a linear model of a value', () => {
  const reach = linearWeights.reduce((sum, weight) => sum + Math.abs(weight), 0);

  it.each([0.99, 1.01])('is moved by ε ‖w‖₁ in the l∞ ball, and not beyond: tolerance × %s', async (share) => {
    const epsilon = 0.01;
    const model = linearValueModel(share * epsilon * reach);
    const grey = new Float32Array(SIDE * SIDE).fill(0.5);
    const dataset = inMemoryDataset([{ label: 0, target: Float32Array.of(5), inputs: { image: grey } }], {
      modalities: model.modalities,
    });
    const attack = AttackChoice.parse({ name: 'pgd', steps: 40, budgets: [{ image: epsilon }], randomNoises: 1 });
    const [record] = (await recordsOf(model, dataset, attack)) as readonly PerturbationRecord[];
    expect(record.outcome?.success).toBe(share < 1);
    const moved = Math.abs((record.outcome?.attacked.logits[0] ?? NaN) - 5);
    expect(moved).toBeLessThanOrEqual(epsilon * reach * 1.0001);
    expect(moved).toBeGreaterThan(epsilon * reach * 0.985);
    expect(record.value).toBe(5);
    // Which side is told: 1 below, 2 above.
    if (share < 1) expect([1, 2]).toContain(record.outcome?.attacked.predicted);
  });
});

it('a set is broken where one of its labels turns', async () => {
  const model = randomModel({ encoders: smallEncoders.cnn, fusion: smallFusions.concat }, imageAndText, {
    classes: ['one', 'two', 'three'],
    target: labels,
  });
  const attack = AttackChoice.parse({ name: 'pgd', steps: 10, budgets: [{ image: 0.3 }], randomNoises: 1 });
  const records = (await recordsOf(model, await asAnswered(model, 4), attack)) as readonly PerturbationRecord[];
  const broken = records.filter(({ outcome }) => outcome?.success === true);
  expect(broken.length).toBeGreaterThan(0);
  for (const { label, outcome } of broken) {
    const turned = [0, 1, 2].filter((place) => hasLabel(label, place) !== hasLabel(outcome!.attacked.predicted, place));
    expect(turned.length).toBeGreaterThan(0);
    for (const place of turned) expect(outcome!.attacked.logits[place] > 0).toBe(!hasLabel(label, place));
  }
  model.dispose();
});
