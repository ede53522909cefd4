/** Attacked inputs that a run keeps: written as they were judged, read back, and put to the model once more. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import { mapValues } from '../../../src/shared/map-values';
import type { RunDescription } from '../../../src/shared/runs/run';
import type { StoredInput } from '../../../src/shared/samples/stored-input';
import { makeFolder } from '../../../src/engine/files/make-folder';
import { initBackend } from '../../../src/engine/backends/registry';
import { askStored } from '../../../src/engine/evaluation/ask-stored';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import { decodeValues, encodeValues } from '../../../src/engine/files/stored-values';
import { AppendFile } from '../../../src/engine/lab/append-file';
import { openInputs } from '../../../src/engine/lab/input-file';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { checkStored } from '../../../src/engine/study/stored-inputs';
import { answered } from '../attacks/promises';
import { imageAndText, inMemoryDataset, randomSamples } from '../attacks/in-memory';
import { randomModel, smallEncoders, smallFusions } from '../attacks/random-model';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const attack = AttackChoice.parse({ name: 'pgd', budgets: [{ image: 0.06, text: 0.25 }], steps: 3 });
const cell = {
  kind: 'attack',
  id: 'cell',
  model: 'm',
  attackIndex: 0,
  budgetIndex: 0,
  attack,
  version: 1,
  seed: 5,
} as const;
const rows = [0, 1, 2, 3, 4, 5, 6, 7];
const run = {
  id,
  plan: { storedInputs: 5 },
  expansion: { cells: [cell], rows },
} as unknown as RunDescription;
const pause = (): Promise<void> => Promise.resolve();
const plain = inMemoryDataset(randomSamples(rows.length));

let lab: string;
let file: string;
let model: FusedModel;
beforeAll(() => initBackend('wasm'));
beforeEach(async () => {
  lab = await mkdtemp(path.join(tmpdir(), 'muroan-stored-'));
  await makeFolder(layout.run(lab, id));
  file = runFiles.inputs(layout.run(lab, id));
  model = randomModel({ encoders: smallEncoders.tokens, fusion: smallFusions.concat }, imageAndText);
});
afterEach(async () => {
  model.dispose();
  await rm(lab, { recursive: true, force: true });
});

/** Attacks, and writes down what a run would. */
async function attacked(): Promise<{ readonly inputs: readonly StoredInput[] }> {
  const dataset = await answered(model, plain);
  const inputs: StoredInput[] = [];
  const records = await evaluate({
    ...{ cell, model, dataset, rows, pause },
    onInput: (row, values) => {
      if (row < run.plan.storedInputs) inputs.push({ cell: cell.id, row, values: mapValues(values, encodeValues) });
    },
  });
  const [own, stored] = [await AppendFile.open(runFiles.records(layout.run(lab, id))), await openInputs(file)];
  await stored.append(inputs);
  await own.append(records);
  await Promise.all([own.close(), stored.close()]);
  return { inputs };
}

const checked = (asked = model) => checkStored(lab, run, (_cell, inputs) => askStored(asked, plain, inputs, pause));

it('numbers come back as they were, and others not at all', () => {
  const values = Float32Array.of(0, -0.25, 1e-30, 0.1);
  expect(decodeValues(encodeValues(values))).toEqual(values);
  expect(decodeValues(encodeValues(Float32Array.of(1, Infinity)))).toBeNull();
  expect(decodeValues('AAAA')).toBeNull();
});

it('of a healthy model all hold, whoever was in the batch, and no tensor is left', async () => {
  const { inputs } = await attacked();
  expect(inputs.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4]);
  expect(Object.keys(inputs[0].values).sort()).toEqual(['image', 'text']);
  const before = tf.memory().numTensors;
  expect(await checked()).toEqual({ kept: 5, differing: 0, damaged: 0 });
  expect(tf.memory().numTensors).toBe(before);
  const none = { ...run, plan: { storedInputs: 0 } } as unknown as RunDescription;
  expect(await checkStored(lab, none, () => Promise.reject(new Error('asked')))).toBeNull();
});

it('a model that answers otherwise is found', async () => {
  await attacked();
  const other: FusedModel = { ...model, decide: (z) => tf.neg(model.decide(z)) };
  const found = await checked(other);
  expect(found?.damaged).toBe(0);
  expect(found?.differing).toBeGreaterThan(0);
});

it('so is a damaged byte, a torn end and a line that is gone; what is written anew counts again', async () => {
  const { inputs } = await attacked();
  const whole = await readFile(file);
  const [first, , third] = whole.toString().split('\n');
  const spoilt = Buffer.from(whole);
  spoilt[first.length - 10] ^= 1;
  await writeFile(file, spoilt.subarray(0, spoilt.length - 7));
  expect(await checked()).toEqual({ kept: 5, differing: 0, damaged: 2 });
  await writeFile(file, whole.toString().replace(`${third}\n`, ''));
  expect(await checked()).toEqual({ kept: 5, differing: 0, damaged: 1 });

  await writeFile(file, spoilt.subarray(0, spoilt.length - 7));
  const again = await openInputs(file);
  await again.append([inputs[0], inputs[4]]);
  await again.close();
  expect(await checked()).toEqual({ kept: 5, differing: 0, damaged: 0 });
});

it('values of another shape are no input of the sample', async () => {
  const { inputs } = await attacked();
  const short = { ...inputs[0], values: { ...inputs[0].values, image: encodeValues(Float32Array.of(0.5)) } };
  const unknown = { ...inputs[1], values: { sound: inputs[1].values.image } };
  expect(await askStored(model, plain, [short, unknown], pause)).toEqual([null, null]);
});
