import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice, type AttackName } from '../../../src/shared/attacks/attack';
import { Degradation } from '../../../src/shared/degradations/degradation';
import type { AttackCell, DegradedCell, EvaluatedCell } from '../../../src/shared/plan/plan';
import type { Encodings } from '../../../src/engine/models/fused-model';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { trace } from '../../../src/engine/attacks/trace';
import { initBackend } from '../../../src/engine/backends/registry';
import { pauseWith } from '../../../src/engine/pause';
import { cancelled } from '../../../src/shared/errors';
import { argMax } from '../../../src/engine/models/logits';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { imageAndText, inMemoryDataset, labelled, randomSamples } from './in-memory';
import { randomModel, smallEncoders, smallFusions } from './random-model';

beforeAll(() => initBackend('wasm'));

const both = ['image', 'text'];
/** Every attack there is: the compiler asks for those that come. */
const settings: Readonly<Record<AttackName, readonly object[]>> = {
  decoupling: [
    { modalities: both, maxQueries: 40 },
    { modalities: both, criterion: { name: 'embedding-argmax' }, maxQueries: 40 },
    { modalities: ['text'], criterion: { name: 'label' }, fills: { text: 'mask' } },
  ],
  'lab-search': [
    { modalities: both, maxQueries: 20 },
    { modalities: ['image'], allowance: 'fixed', queries: 30, objective: 'pooled-share' },
    { modalities: both, stop: { rule: 'grid', cells: 2 }, allowance: 'worst-case', maxQueries: 10 },
  ],
  exhaustive: [{ modalities: both, cells: 2 }],
  fgsm: [{ budgets: [{ image: 0.1, text: 0.1 }] }, { budgets: [{ image: 2, text: 0.5 }], norm: 'l1' }],
  pgd: [
    { budgets: [{ image: 0.1 }], norm: 'l2', steps: 4, restarts: 2 },
    { budgets: [{ image: 2, text: 0.5 }], norm: 'l1', steps: 4 },
    { budgets: [{ image: 0.5, text: 0.5 }], norm: 'l2', share: 'joint', steps: 4 },
  ],
  mim: [
    { budgets: [{ image: 0.1, text: 0.1 }], steps: 4, restarts: 2, gradient: 'hijacked-weights' },
    { budgets: [{ image: 2, text: 0.5 }], norm: 'l1', steps: 3 },
  ],
  apgd: [
    { budgets: [{ image: 0.1 }], loss: 'dlr', norm: 'l2', steps: 6, restarts: 2, gradient: 'frozen-weights' },
    { budgets: [{ image: 2, text: 0.5 }], norm: 'l1', steps: 5, gradient: 'tighter' },
  ],
  mfa: [
    { budgets: [{ image: 0.1, text: 0.1 }], steps: 4, restarts: 2, towards: 'anchor' },
    { budgets: [{ image: 0.1 }], norm: 'l2', steps: 4, form: 'published' },
  ],
  square: [
    { budgets: [{ image: 0.1, text: 0.1 }], queries: 12 },
    { budgets: [{ image: 0.5, text: 0.1 }], norm: 'l1', queries: 12 },
    { budgets: [{ image: 0.5, text: 0.1 }], norm: 'l2', share: 'joint', queries: 12 },
  ],
  ensemble: [
    { budgets: [{ image: 0.02, text: 0.02 }], steps: 2, queries: 4 },
    { budgets: [{ image: 1 }], norm: 'l1', steps: 2, queries: 4, members: { pgd: true } },
  ],
  transfer: [{ source: 'other', budgets: [{ image: 0.1 }], steps: 3 }],
  hotflip: [{ modalities: ['text'], candidates: 3, beam: 2, randomEdits: 1 }],
  misspell: [{ modalities: ['text'], tries: 3, randomEdits: 1 }],
  hopskipjump: [
    { budgets: [{ image: 0.1, text: 0.1 }], queries: 60, firstEstimate: 8 },
    { budgets: [{ image: 0.1 }], norm: 'l2', queries: 60, firstEstimate: 8, start: 'other-class', startTries: 2 },
  ],
};
const attacks = Object.entries(settings).flatMap(([name, choices]) =>
  choices.map((choice) => AttackChoice.parse({ name, ...choice })),
);
const degradations = [
  { name: 'missing', modalities: both },
  { name: 'noise', modalities: both, levels: [0.5] },
].map((choice) => Degradation.parse(choice));
const cells: readonly EvaluatedCell[] = [
  { kind: 'clean', id: 'clean', model: 'm' },
  ...degradations.map((degradation, at): DegradedCell => ({
    kind: 'degraded',
    id: `degraded-${at}`,
    model: 'm',
    degradationIndex: at,
    levelIndex: 0,
    degradation,
    version: 1,
    seed: 0,
  })),
  ...attacks.map((attack, at): AttackCell => ({
    kind: 'attack',
    id: `cell-${at}`,
    model: 'm',
    attackIndex: at,
    budgetIndex: 0,
    attack,
    version: 1,
    seed: 0,
  })),
];

function busy(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

const samples = inMemoryDataset(randomSamples(5));
const fusions = Object.entries(smallFusions);

describe('live tensors are as many after a micro-batch as before', () => {
  it.each(
    // Attacks are held to it where all else is asked of them (`every-attack.test.ts`).
    fusions.flatMap(([name, fusion]) =>
      cells.filter(({ kind }) => kind !== 'attack').map((cell) => [cell.id, name, fusion, cell] as const),
    ),
  )('%s on %s', async (_cell, _fusion, fusion, cell) => {
    const model = randomModel({ encoders: smallEncoders.cnn, fusion }, imageAndText);
    const before = tf.memory().numTensors;
    const records = await evaluate({
      cell,
      model,
      source: model,
      dataset: samples,
      rows: [0, 1, 2, 3, 4],
      pause: () => Promise.resolve(),
    });
    expect(records).toHaveLength(5);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it.each(cells.map((cell) => [cell.id, cell] as const))('also when cancelled in the middle: %s', async (_, cell) => {
    const model = randomModel({ encoders: smallEncoders.cnn, fusion: smallFusions.concat }, imageAndText);
    const before = tf.memory().numTensors;
    const computed = (look: () => void) =>
      evaluate({ cell, model, source: model, dataset: samples, rows: [0, 1, 2, 3, 4], pause: pauseWith(look) });
    let checks = 0;
    await computed(() => {
      checks += 1;
    });
    for (const stopAt of new Set([1, Math.ceil(checks / 2), checks])) {
      let seen = 0;
      const stopped = computed(() => {
        seen += 1;
        if (seen === stopAt) throw cancelled();
      });
      await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
      expect(tf.memory().numTensors, `cancelled at check ${stopAt} of ${checks}`).toBe(before);
    }
    model.dispose();
  });

  it.each(['decoupling', 'pgd'])('the event loop turns while %s works, so that messages are read', async (name) => {
    const model = randomModel({ encoders: smallEncoders.cnn, fusion: smallFusions.concat }, imageAndText);
    const slow = { ...model, fuse: (encodings: Encodings) => (busy(5), model.fuse(encodings)) };
    const cell = cells.find((one) => one.kind === 'attack' && one.attack.name === name)!;
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await evaluate({ cell, model: slow, dataset: samples, rows: [0, 1, 2, 3, 4], pause: pauseWith(() => undefined) });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
    model.dispose();
  });

  it('in a trace, which tells every query of the attack', async () => {
    const model = randomModel({ encoders: smallEncoders.cnn, fusion: smallFusions.concat }, imageAndText);
    const { logits } = await predictSamples(model, [samples.sample(0)]);
    const before = tf.memory().numTensors;
    const told = await trace({
      attack: attacks[0],
      model,
      dataset: labelled(samples, logits.map(argMax)),
      row: 0,
      seed: 0,
      pause: () => Promise.resolve(),
    });
    expect(told.steps[0].stage).toBe('clean');
    expect(told.steps.some(({ stage }) => stage === 'search')).toBe(true);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});
