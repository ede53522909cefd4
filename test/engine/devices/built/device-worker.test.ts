import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removes } from '../../../../src/shared/attacks/attack';
import type { AttackTrace } from '../../../../src/shared/attacks/attack-trace';
import type { DatasetManifest } from '../../../../src/shared/data/dataset';
import type { JobUpdate } from '../../../../src/engine/worker/job';
import { Devices } from '../../../../src/engine/devices/devices';
import { DeviceSurvey } from '../../../../src/engine/devices/survey';
import { ladder } from '../../../../src/engine/devices/ladder';
import { createPool, type DevicePool } from '../../../../src/engine/devices/pool';
import { modelFiles } from '../../../../src/engine/lab/layout';
import { stretch } from '../../../support/stretch';
import { tinyCells, tinySpec, trainTinyModel } from '../../../support/tiny-model';
import { tinyPlan } from '../../../support/tiny-study';

let lab: string;
let pool: DevicePool;
let manifest: DatasetManifest;
let model: string;
let dataset: string;

const { attacks } = tinyPlan();

beforeAll(async () => {
  lab = mkdtempSync(path.join(os.tmpdir(), 'device-worker-'));
  pool = await createPool({ device: 'wasm', workers: 2 });
  ({ manifest, model, dataset } = await trainTinyModel(lab, pool));
});
afterAll(async () => {
  await pool.close();
  rmSync(lab, { recursive: true });
});

test('a worker says which device it is, and passed its self-test', () => {
  expect(pool.info()).toMatchObject({ kind: 'wasm', title: 'wasm SIMD', state: 'ready' });
  expect(pool.info().selfTestError).toBeLessThan(1e-5);
});

test('training is the same on whichever worker', async () => {
  const jobs = [1, 2, 3].map(() => pool.run({ kind: 'train', spec: tinySpec, dataset, checkpoint: null }));
  const stored = await readFile(modelFiles.weights(model));
  for (const { trained } of await Promise.all(jobs)) {
    expect(Buffer.from(trained.weights).equals(stored)).toBe(true);
    expect(trained.test.count).toBe(manifest.splits.test);
  }
});

describe.each(tinyCells)('cell $id', (cell) => {
  test('gives one record per row, bit-equal on every worker, at every time, and however many rows go at once', async () => {
    const rows = [5, 6, 12, 13];
    const evaluations = await Promise.all(
      [1, 3, 64, 64].map((rowsAtOnce) => pool.run({ kind: 'evaluate', cell, model, dataset, rows, rowsAtOnce })),
    );
    const [first] = evaluations;
    expect(first.records.map(({ sample }) => sample)).toEqual(rows.map((row) => `sample-${row}`));
    for (const { records } of evaluations) expect(records).toEqual(first.records);
  });
});

test('how many rows are best computed at once is measured', async () => {
  const { rowsAtOnce } = await pool.run({ kind: 'rows-at-once', model, dataset, rows: [1, 2, 3] });
  expect([32, 64, 128, 256, 512, 1024]).toContain(rowsAtOnce);
});

test('a trace', async () => {
  const [attack] = attacks;
  if (!removes(attack)) throw new TypeError('The first attack removes.');
  // The noise that takes the place of pixels is drawn from the seed.
  const noisy = { ...attack, fills: { ...attack.fills, image: 'noise' as const } };
  const traced = async (row: number, seed: number): Promise<AttackTrace> =>
    (await pool.run({ kind: 'trace', attack: noisy, model, dataset, row, seed })).trace;
  // A sample that is predicted wrongly is not attacked.
  let row = 0;
  while ((await traced(row, 0)).steps.length === 1) row += 1;
  const [first, again, other] = await Promise.all([0, 0, 1].map((seed) => traced(row, seed)));
  expect(first.sample.id).toBe(`sample-${row}`);
  expect(first.steps[0].stage).toBe('clean');
  expect(again).toEqual(first);
  expect(other.steps[0]).toEqual(first.steps[0]);
  expect(other.steps).not.toEqual(first.steps);
});

test('training stops within a second of a cancel, and the worker goes on', async () => {
  const abort = new AbortController();
  const updates: JobUpdate[] = [];
  const long = { ...tinySpec, training: { ...tinySpec.training, epochs: 1000, patience: 1000 } };
  const running = pool.run(
    { kind: 'train', spec: long, dataset, checkpoint: null },
    { signal: abort.signal, onUpdate: (update) => updates.push(update) },
  );
  await expect.poll(() => updates.length, { timeout: 20_000 }).toBeGreaterThan(0);
  const start = performance.now();
  abort.abort();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(performance.now() - start).toBeLessThan(1000 * stretch);
  const { error } = await pool.run({ kind: 'self-test', measure: false });
  expect(error).toBeLessThan(1e-5);
});

test('what is not there is named', async () => {
  const missing = path.join(lab, 'models', 'none');
  await expect(
    pool.run({ kind: 'evaluate', cell: tinyCells[1], model: missing, dataset, rows: [0], rowsAtOnce: 64 }),
  ).rejects.toMatchObject({ code: 'not-found', where: path.join(missing, 'model.json') });
  await expect(
    pool.run({ kind: 'evaluate', cell: tinyCells[1], model, dataset, rows: [100_000], rowsAtOnce: 64 }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('every rung of the ladder passes its self-test or says why it is not there, and wasm is measured', async () => {
  const survey = new DeviceSurvey(new Devices({ devices: [], workers: undefined }));
  const devices = await survey.list({ measure: false, busy: false, signal: new AbortController().signal });
  expect(devices.map(({ kind }) => kind)).toEqual(ladder.map(({ kind }) => kind));
  for (const { kind, state, reason, selfTestError } of devices) {
    // What else there is depends on the machine.
    if (kind === 'wasm' || kind === 'cpu') expect(state).toBe('ready');
    if (state === 'ready') expect(selfTestError).toBeLessThan(1e-4);
    else expect(reason).toMatch(/^[A-Z].*\.$/);
  }
  const { speed } = await pool.run({ kind: 'self-test', measure: true });
  expect(speed?.forward).toBeGreaterThan(speed?.inputGradient ?? Infinity);
  expect(speed?.inputGradient).toBeGreaterThan(1);
});
