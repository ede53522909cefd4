/**
 * One table of all attacks: what the framework promises of each, whoever wrote it, on every kind of model, set of modalities
 * and norm. What is asked is measured outside of the framework, from the values that it judged.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { letterEdits } from '../../../src/shared/edits';
import {
  AttackChoice,
  factsOf,
  Norm,
  removes,
  type AttackName,
  type GradientChoice,
  editsWords,
  perturbs,
  type EditChoice,
} from '../../../src/shared/attack';
import { attackSchemas } from '../../../src/shared/attacks/registry';
import type { Region } from '../../../src/shared/modality';
import type { EditRecord, PerturbationRecord, RemovalRecord, SampleRecord } from '../../../src/shared/record';
import { ballOf } from '../../../src/engine/attacks/gradient/ball';
import { perturbed, reevaluated } from '../../../src/engine/attacks/gradient/record';
import { closeMicroBatch, onAttacked, openMicroBatch } from '../../../src/engine/attacks/micro-batch';
import { encodeAll, predictSamples } from '../../../src/engine/attacks/outputs';
import { predictWithout } from '../../../src/engine/attacks/play';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { argMax } from '../../../src/engine/models/logits';
import { imageAndText, inMemoryDataset, labelled, randomSamples, SIDE } from './in-memory';
import { randomModel, smallEncoders, smallFusions } from './random-model';

beforeAll(() => initBackend('wasm'));

/** Cheap settings of every attack there is: the compiler asks for those that come. */
const settings: Readonly<Record<AttackName, readonly object[]>> = {
  decoupling: [{ maxQueries: 30 }, { criterion: { name: 'label' }, maxQueries: 30 }],
  'lab-search': [{ maxQueries: 20 }],
  exhaustive: [{ cells: 2 }],
  fgsm: [{}],
  pgd: [{ steps: 3, restarts: 2 }],
  mim: [{ steps: 3, restarts: 2 }],
  apgd: [
    { steps: 4, restarts: 2 },
    { steps: 4, loss: 'dlr' },
  ],
  mfa: [
    { steps: 3, towards: 'anchor' },
    { steps: 3, form: 'published', learningRate: 0.02 },
  ],
  square: [{ queries: 12 }],
  hopskipjump: [{ queries: 40, firstEstimate: 8 }],
  ensemble: [{ steps: 2, queries: 4 }],
  transfer: [
    { source: 'other', steps: 3 },
    { source: 'other', steps: 3, madeBy: 'apgd' },
    { source: 'other', madeBy: 'fgsm' },
  ],
  hotflip: [{ randomEdits: 1 }, { beam: 2, candidates: 3, randomEdits: 1 }],
  misspell: [
    { tries: 4, randomEdits: 1 },
    { tries: 4, keepEnds: false, randomEdits: 1 },
  ],
};

const sets = [['image'], ['text'], ['image', 'text']] as const;
/** Every kind of fusion, on vectors and on tokens by turns. */
const kinds = Object.entries(smallFusions).map(
  ([name, fusion], at) =>
    [name, { encoders: at % 2 === 0 ? smallEncoders.cnn : smallEncoders.tokens, fusion }] as const,
);

/** Norms that an attack may be given; none of one that removes. */
function normsOf(name: AttackName): readonly Norm[] {
  const schema = attackSchemas.find(({ shape }) => shape.name.value === name);
  if (schema === undefined || !('norm' in schema.shape)) return [];
  const [own] = settings[name];
  return Norm.options.filter((norm) => AttackChoice.safeParse({ name, ...own, norm, budgets: [{ image: 1 }] }).success);
}

/** Radii that break some samples, not all. */
const radii: Readonly<Record<Norm, Readonly<Record<string, number>>>> = {
  linf: { image: 0.06, text: 0.25 },
  l2: { image: 0.3, text: 0.6 },
  l1: { image: 2, text: 2 },
};

interface Row {
  readonly title: string;
  readonly attack: AttackChoice;
}

const names = Object.keys(settings) as AttackName[];
const rows: readonly Row[] = names.flatMap((name) =>
  settings[name].flatMap((own) =>
    sets.flatMap((set): readonly Row[] => {
      if (factsOf({ name }).kind === 'edit' && set.join() !== 'text') return [];
      // Between models, embedded words mean nothing.
      if (name === 'transfer' && set.join() !== 'image') return [];
      const title = `${name} ${JSON.stringify(own)} on ${set.join(' + ')}`;
      const norms = normsOf(name);
      if (norms.length === 0) return [{ title, attack: AttackChoice.parse({ name, ...own, modalities: set }) }];
      return norms.flatMap((norm) => {
        const budget = Object.fromEntries(set.map((id) => [id, radii[norm][id]]));
        const choices = [{}, ...(norm === 'l2' && set.length > 1 ? [{ share: 'joint' }] : [])].map((share) =>
          AttackChoice.safeParse({ name, ...own, ...share, norm, budgets: [budget], randomNoises: 1 }),
        );
        return choices.flatMap(({ data: attack }) =>
          attack === undefined
            ? []
            : [
                {
                  title: `${title} in ${norm}${'share' in attack && attack.share === 'joint' ? ', one ball' : ''}`,
                  attack,
                },
              ],
        );
      });
    }),
  ),
);
/** A kind of model a row, and several where rows are few, by turns, so that every attack meets nearly every kind somewhere. */
const table = rows
  .flatMap((row) => (perturbs(row.attack) ? [row] : [row, row, row]))
  .map(({ title, attack }, at) => [title, ...kinds[at % kinds.length], attack] as const);

const plain = inMemoryDataset(randomSamples(4));
const pause = (): Promise<void> => Promise.resolve();

/** The model with samples labelled as it answers them, so that all are attacked. */
async function opened(
  recipe: (typeof kinds)[number][1],
): Promise<{ readonly model: FusedModel; readonly dataset: Dataset }> {
  const model = randomModel(recipe, imageAndText);
  const { logits } = await predictSamples(model, plain.rowsOf('test').map(plain.sample));
  return { model, dataset: labelled(plain, logits.map(argMax)) };
}

function recordsOf(model: FusedModel, dataset: Dataset, attack: AttackChoice): Promise<readonly SampleRecord[]> {
  const cell = { kind: 'attack', id: 'cell', model: 'm', attackIndex: 0, budgetIndex: 0, version: 1, seed: 5 } as const;
  return evaluate({ cell: { ...cell, attack }, model, source: model, dataset, rows: dataset.rowsOf('test'), pause });
}

describe('every attack × set of modalities × norm, on every kind of model', () => {
  it('every attack meets every kind of model', () => {
    for (const name of names) {
      const met = new Set(table.flatMap(([, kind, , attack]) => (attack.name === name ? [kind] : [])));
      expect(met.size, name).toBeGreaterThanOrEqual(Math.min(kinds.length, 6));
    }
  });

  it.each(table)('%s: %s', async (_title, _kind, recipe, attack) => {
    const { model, dataset } = await opened(recipe);
    const before = tf.memory().numTensors;
    const records = await recordsOf(model, dataset, attack);
    expect(tf.memory().numTensors, 'live tensors').toBe(before);
    expect(records).toHaveLength(4);
    if (removes(attack)) {
      expect(await recordsOf(model, dataset, attack), 'deterministic').toEqual(records);
      for (const record of records) await checkRemoval(model, dataset, attack, record as RemovalRecord);
    } else if (editsWords(attack)) {
      expect(await recordsOf(model, dataset, attack), 'deterministic').toEqual(records);
      for (const record of records) await checkEdits(model, dataset, attack, record as EditRecord);
    } else {
      await checkPerturbations(model, dataset, attack, records as readonly PerturbationRecord[]);
    }
    expect(tf.memory().numTensors, 'live tensors').toBe(before);
    model.dispose();
  });
});

/** Runs the attack once more, and looks at the values that the framework judges. */
async function checkPerturbations(
  model: FusedModel,
  dataset: Dataset,
  choice: GradientChoice,
  records: readonly PerturbationRecord[],
): Promise<void> {
  const ball = ballOf(choice, 0);
  const rows = dataset.rowsOf('test');
  const batch = await openMicroBatch({ cell: 'cell', model, source: model, dataset, rows, seed: 5, pause });
  await onAttacked(batch, async (context) => {
    const { claim } = await perturbed(context, choice, ball);
    return reevaluated(context, ball, claim.values, 'logits', async ({ outputs, values }) => {
      const inBall = records.map(() => 0);
      for (const [id, changed] of Object.entries(values)) {
        const [moved, still] = [await changed.data(), await context.embeddings[id].values.data()];
        const size = moved.length / records.length;
        records.forEach((record, row) => {
          const delta = Array.from({ length: size }, (_d, at) => moved[row * size + at] - still[row * size + at]);
          const length = lengthIn(choice.norm, delta);
          inBall[row] += ball.radii[id] > 0 ? (length / ball.radii[id]) ** 2 : 0;
          expect(length, 'budget, measured outside').toBeLessThanOrEqual(ball.radii[id] * (1 + 1e-5) + 1e-6);
          expect(record.outcome!.norms[id], 'the norm that is recorded').toBeCloseTo(length, 4);
        });
        if (model.perturbs[id] === 'input') {
          expect(Math.min(...moved), 'valid range').toBeGreaterThanOrEqual(0);
          expect(Math.max(...moved), 'valid range').toBeLessThanOrEqual(1);
        }
      }
      if (ball.oneBall === true) for (const square of inBall) expect(square, 'one ball').toBeLessThanOrEqual(1 + 2e-5);
      // The whole model, asked by nobody but this test.
      const asked = tf.tidy(() => {
        const embeddings = Object.fromEntries(
          Object.entries(context.embeddings).map(([id, own]) => [id, { ...own, values: values[id] ?? own.values }]),
        );
        return model.decide(model.fuse(encodeAll(model, embeddings)));
      });
      const logits = await asked.array();
      asked.dispose();
      records.forEach((record, row) => {
        const { outcome, controls, label } = record;
        expect(outcome!.attacked.logits, 'deterministic').toEqual(Array.from(outputs.logits[row]));
        logits[row].forEach((logit, at) => {
          expect(outcome!.attacked.logits[at], 're-evaluated').toBeCloseTo(logit, 4);
        });
        expect(outcome!.success).toBe(argMax(logits[row]) !== label);
        // One that takes a single step has nothing to decide, so it does not look; one made elsewhere cannot.
        const looks = factsOf(choice).gradientSteps(choice) !== 1 && choice.name !== 'transfer';
        expect(record.claimed, 'the framework agrees').toBe(looks && outcome!.success);
        expect(controls!.zeroBudget, 'zero budget changes nothing').toBeLessThan(1e-4);
      });
      return records;
    });
  });
  closeMicroBatch(batch);
}

function lengthIn(norm: Norm, delta: readonly number[]): number {
  switch (norm) {
    case 'linf':
      return Math.max(...delta.map(Math.abs));
    case 'l2':
      return Math.hypot(...delta);
    case 'l1':
      return delta.reduce((sum, value) => sum + Math.abs(value), 0);
    default:
      return norm satisfies never;
  }
}

async function checkRemoval(
  model: FusedModel,
  dataset: Dataset,
  attack: AttackChoice & { readonly modalities: readonly string[] },
  record: RemovalRecord,
): Promise<void> {
  const { search, combination, allowed } = record.queries;
  const cap = factsOf(attack).combinationCap(attack);
  if (cap !== null) expect(combination, 'query cap').toBeLessThanOrEqual(cap);
  if (allowed !== undefined) expect(search + combination, 'queries allowed').toBeLessThanOrEqual(allowed);
  expect(record.controls!.noOp, 'to remove nothing changes nothing').toBeLessThan(1e-4);
  const { found } = record;
  expect(record.claimed, 'the framework agrees').toBe(found !== null);
  if (found === null) return;
  const words = (dataset.sample(record.row).inputs.text as readonly string[]).length;
  for (const region of found.regions) {
    expect(attack.modalities, 'removes only what it may').toContain(region.modality);
    expect(isWithin(region, words), 'valid range').toBe(true);
  }
  const batch = await openMicroBatch({ cell: 'cell', model, dataset, rows: [record.row], seed: 5, pause });
  const { changed } = await predictWithout(batch, {
    regions: found.regions,
    mute: [],
    fills: (attack as Extract<AttackChoice, { name: 'decoupling' }>).fills,
  });
  closeMicroBatch(batch);
  expect(changed.predicted, 're-evaluated').not.toBe(record.label);
  changed.logits.forEach((logit, at) => {
    expect(found.attacked.logits[at]).toBeCloseTo(logit, 4);
  });
}

async function checkEdits(
  model: FusedModel,
  dataset: Dataset,
  attack: EditChoice,
  { row, label, claimed, outcome, controls }: EditRecord,
): Promise<void> {
  expect(controls!.zeroBudget, 'to edit nothing changes nothing').toBeLessThan(1e-4);
  const { words, edits, success, attacked } = outcome!;
  const count = words.reduce((sum, { was, now }) => sum + (attack.name === 'hotflip' ? 1 : letterEdits(was, now)), 0);
  expect(edits, 'counted anew').toBe(count);
  expect(edits, 'budget').toBeLessThanOrEqual(attack.maxEdits);
  expect(claimed, 'the framework agrees').toBe(success);
  const sample = dataset.sample(row);
  const text = [...(sample.inputs.text as readonly string[])];
  for (const { word, was, now } of words) {
    expect(text[word]).toBe(was);
    text[word] = now;
  }
  const { logits } = await predictSamples(model, [{ ...sample, inputs: { ...sample.inputs, text } }], 'logits');
  expect(argMax(logits[0]) !== label, 're-evaluated').toBe(success);
  attacked.logits.forEach((logit, at) => {
    expect(logits[0][at]).toBeCloseTo(logit, 4);
  });
}

function isSuccess(record: SampleRecord): boolean {
  switch (record.kind) {
    case 'edit':
    case 'perturbation':
      return record.outcome?.success === true;
    case 'removal':
      return record.found !== null;
    case 'clean':
    case 'degraded':
    case 'certificate':
    case 'pixels':
      return false;
    default:
      return record satisfies never;
  }
}

/** Is the cross-entropy to rise under it? Not where there is no budget. */
function isToRaise(attack: AttackChoice): boolean {
  if (!perturbs(attack)) return false;
  const hasBudget = Object.values(attack.budgets[0]).some((radius) => radius > 0);
  return hasBudget && factsOf(attack).climbsCrossEntropy(attack) && factsOf(attack).gradientSteps(attack) > 0;
}

function risenShare(records: readonly SampleRecord[]): number {
  const risen = records.filter(
    (record) =>
      record.kind === 'perturbation' && record.outcome !== null && record.outcome.loss[1] > record.outcome.loss[0],
  );
  return risen.length / records.length;
}

function isWithin(region: Region, words: number): boolean {
  if (region.kind === 'text') return region.word >= 0 && region.word < words;
  const [y, x, height, width] = region.box;
  return y >= 0 && x >= 0 && height > 0 && width > 0 && y + height <= SIDE && x + width <= SIDE;
}

describe('on average stronger', () => {
  /** Larger budgets, or more steps and queries, of the same attack; nothing of one that has neither. */
  const stronger: Readonly<Record<AttackName, readonly (readonly [weak: object, strong: object])[]>> = {
    decoupling: [[{ maxQueries: 2 }, { maxQueries: 200 }]],
    'lab-search': [
      [
        { allowance: 'fixed', queries: 4 },
        { allowance: 'fixed', queries: 80 },
      ],
    ],
    exhaustive: [],
    fgsm: [],
    pgd: [
      [
        { steps: 1, restarts: 1 },
        { steps: 10, restarts: 2 },
      ],
    ],
    mim: [
      [
        { steps: 1, restarts: 1 },
        { steps: 10, restarts: 2 },
      ],
    ],
    apgd: [
      [
        { steps: 1, restarts: 1 },
        { steps: 10, restarts: 2 },
      ],
    ],
    mfa: [[{ steps: 1 }, { steps: 20, restarts: 3 }]],
    square: [[{ queries: 2 }, { queries: 100 }]],
    hopskipjump: [
      [
        { queries: 20, firstEstimate: 4 },
        { queries: 300, firstEstimate: 8 },
      ],
    ],
    transfer: [
      [
        { source: 'other', steps: 1 },
        { source: 'other', steps: 10 },
      ],
    ],
    ensemble: [
      [
        { steps: 1, queries: 1 },
        { steps: 5, queries: 30 },
      ],
    ],
    hotflip: [[{ maxEdits: 1 }, { maxEdits: 4, candidates: 100 }]],
    misspell: [
      [
        { maxEdits: 1, tries: 1 },
        { maxEdits: 8, tries: 30, keepEnds: false },
      ],
    ],
  };
  const many = inMemoryDataset(randomSamples(16));

  it.each(names)('%s: with a larger budget, and with more steps or queries', async (name) => {
    const model = randomModel(kinds[0][1], imageAndText);
    const { logits } = await predictSamples(model, many.rowsOf('test').map(many.sample));
    const dataset = labelled(many, logits.map(argMax));
    const successes = async (own: object): Promise<number> => {
      const common =
        normsOf(name).length === 0
          ? { modalities: factsOf({ name }).kind === 'edit' ? ['text'] : ['image', 'text'] }
          : { budgets: [{ image: 0.05 }], randomNoises: 1 };
      const attack = AttackChoice.parse({ name, ...common, ...own });
      const records = await recordsOf(model, dataset, attack);
      if (isToRaise(attack)) expect(risenShare(records), 'the loss rises').toBeGreaterThan(0.8);
      return records.filter(isSuccess).length;
    };
    if (normsOf(name).length > 0) {
      const [none, small, large] = [
        await successes({ ...settings[name][0], budgets: [{ image: 0 }] }),
        await successes({ ...settings[name][0], budgets: [{ image: 0.02 }] }),
        await successes({ ...settings[name][0], budgets: [{ image: 0.5 }] }),
      ];
      expect(none, 'nothing succeeds with none').toBe(0);
      expect(large).toBeGreaterThan(small);
    }
    for (const [weak, strong] of stronger[name]) {
      expect(await successes(strong)).toBeGreaterThanOrEqual(await successes(weak));
    }
    model.dispose();
  });
});
