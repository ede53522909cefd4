/** What the framework promises of every attack, whoever wrote it; measured outside of it, from the values that it judged. */
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { letterEdits } from '../../../src/shared/samples/edits';
import {
  factsOf,
  removes,
  type AttackChoice,
  type Norm,
  type GradientChoice,
  editsWords,
  type EditChoice,
} from '../../../src/shared/attacks/attack';
import { isPlane, planeOf, type ModalitySpec, type Region } from '../../../src/shared/data/modality';
import type { EditRecord, PerturbationRecord, RemovalRecord, SampleRecord } from '../../../src/shared/records/record';
import { ballOf } from '../../../src/engine/attacks/gradient/ball';
import { perturbed, reevaluated } from '../../../src/engine/attacks/gradient/judged';
import { closeMicroBatch, onAttacked, openMicroBatch } from '../../../src/engine/attacks/micro-batch';
import { encodeAll, predictSamples } from '../../../src/engine/attacks/outputs';
import { predictWithout } from '../../../src/engine/attacks/play';
import type { Dataset } from '../../../src/engine/data/dataset';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { answerOf } from '../../../src/engine/models/answers';
import { argMax } from '../../../src/engine/models/logits';
import { labelled } from './in-memory';

const pause = (): Promise<void> => Promise.resolve();

/** Samples labelled as a model answers them, so that all are attacked. */
export async function answered(model: FusedModel, dataset: Dataset): Promise<Dataset> {
  const { logits } = await predictSamples(model, dataset.rowsOf('test').map(dataset.sample));
  return labelled(dataset, logits.map(argMax));
}

export function recordsOf(model: FusedModel, dataset: Dataset, attack: AttackChoice): Promise<readonly SampleRecord[]> {
  const cell = { kind: 'attack', id: 'cell', model: 'm', attackIndex: 0, budgetIndex: 0, version: 1, seed: 5 } as const;
  return evaluate({ cell: { ...cell, attack }, model, source: model, dataset, rows: dataset.rowsOf('test'), pause });
}

/** Attacks all samples and holds the records to every promise; gives them back. */
export async function held(
  model: FusedModel,
  dataset: Dataset,
  attack: AttackChoice,
): Promise<readonly SampleRecord[]> {
  const before = tf.memory().numTensors;
  const records = await recordsOf(model, dataset, attack);
  expect(tf.memory().numTensors, 'live tensors').toBe(before);
  expect(records).toHaveLength(dataset.rowsOf('test').length);
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
  return records;
}

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
          const own = context.samples[row].inputs[id].length;
          if (model.perturbs[id] === 'input') {
            expect(
              delta.slice(own).every((change) => change === 0),
              'padding is left alone',
            ).toBe(true);
          }
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
        expect(outcome!.success).toBe(answerOf(model.target, logits[row], context.samples[row]) !== label);
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
  const { inputs } = dataset.sample(record.row);
  for (const region of found.regions) {
    expect(attack.modalities, 'removes only what it may').toContain(region.modality);
    const { length } = inputs[region.modality];
    expect(isWithin(region, model.modalities[region.modality], length), 'valid range').toBe(true);
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
  expect(answerOf(model.target, logits[0], sample) !== label, 're-evaluated').toBe(success);
  attacked.logits.forEach((logit, at) => {
    expect(logits[0][at]).toBeCloseTo(logit, 4);
  });
}

/** @param length of the value: words, or numbers, which a sequence may have fewer of than the longest */
function isWithin(region: Region, spec: ModalitySpec, length: number): boolean {
  if (region.kind === 'text') return region.word >= 0 && region.word < length;
  if (!isPlane(spec)) return false;
  const [y, x, height, width] = region.box;
  const plane = planeOf(spec);
  const columns = length / (plane.height * plane.channels);
  return y >= 0 && x >= 0 && height > 0 && width > 0 && y + height <= plane.height && x + width <= columns;
}
