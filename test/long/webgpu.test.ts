import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backendOf, initBackend } from '../../src/engine/backends/registry';
import { selfTest } from '../../src/engine/backends/self-test';
import { DeviceWorker } from '../../src/engine/devices/device-worker';
import { createPool, type DevicePool } from '../../src/engine/devices/pool';
import { findWorkerFile } from '../../src/engine/devices/worker-file';
import type { Job } from '../../src/engine/worker/job';
import type { EvaluatedCell } from '../../src/shared/plan/plan';
import type { SampleRecord } from '../../src/shared/records/record';
import { useSoftwareAdapter, withoutSoftwareAdapter } from '../support/software-adapter';
import { tinyCells, tinySpec, trainTinyModel } from '../support/tiny-model';
import { tinyPlan } from '../support/tiny-study';

/** Largest difference of a recorded number from wasm's, relative to the larger of it and 1. */
const TOLERANCE = 1e-4;
const device = 'webgpu-software';

describe.skipIf(withoutSoftwareAdapter)('WebGPU on a software adapter', () => {
  let lab: string;
  let model: string;
  let dataset: string;
  let wasm: DevicePool;

  const { attacks } = tinyPlan();
  const evaluation = (cell: EvaluatedCell): Extract<Job, { kind: 'evaluate' }> => ({
    kind: 'evaluate',
    cell,
    model,
    rowsAtOnce: 64,
    dataset,
    rows: [5, 6, 12, 13],
  });

  beforeAll(async () => {
    useSoftwareAdapter();
    lab = mkdtempSync(path.join(os.tmpdir(), 'webgpu-'));
    wasm = await createPool({ device: 'wasm', workers: 1 });
    ({ model, dataset } = await trainTinyModel(lab, wasm));
  });
  afterAll(async () => {
    await wasm.close();
    rmSync(lab, { recursive: true });
  });

  test('is refused as a graphics card, by name', async () => {
    await expect(createPool({ device: 'webgpu' })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/is software.*: .*swiftshader.* Name the device webgpu-software/i) as string,
    });
  });

  test('gives the records that wasm gives, and leaves no tensor behind', async () => {
    const pool = await createPool({ device });
    try {
      expect(pool.info()).toMatchObject({ kind: device, hardware: expect.stringMatching(/swiftshader/i) as string });
      expect(pool.info().selfTestError).toBeLessThan(TOLERANCE);
      await expect.poll(() => pool.memory()).toBeGreaterThan(50e6);
      let largest = 0;
      for (const cell of tinyCells) {
        const [expected, actual] = await Promise.all([wasm, pool].map((one) => one.run(evaluation(cell))));
        expect(actual.records.map(({ sample }) => sample)).toEqual(expected.records.map(({ sample }) => sample));
        actual.records.forEach((record, index) => {
          largest = Math.max(largest, difference(record, expected.records[index]));
        });
      }
      const { trace } = await pool.run({ kind: 'trace', attack: attacks[0], model, dataset, row: 5, seed: 0 });
      expect(trace.sample.id).toBe('sample-5');
      const train: Job = { kind: 'train', spec: tinySpec, dataset, checkpoint: null };
      const [expected, actual] = (await Promise.all([wasm, pool].map((one) => one.run(train)))).map(({ trained }) =>
        floats(trained.weights),
      );
      expect(actual.length).toBe(expected.length);
      const weights = Math.max(...actual.map((value, index) => Math.abs(value - expected[index])));
      console.log(
        `self-test ${pool.info().selfTestError?.toExponential(1) ?? ''}, records ${largest.toExponential(1)}, weights after training ${weights.toExponential(1)}`,
      );
      expect(largest).toBeLessThan(TOLERANCE);
      // Adam divides by the size of gradients, so that rounding of tiny ones is not tiny.
      expect(weights).toBeLessThan(1e-2);
    } finally {
      await pool.close();
    }
  });

  describe('a device that fails under a job', () => {
    const workerFile = path.join(import.meta.dirname, 'failing-device-worker.cjs');
    const failing = (how: string): string => {
      const file = path.join(lab, 'fail-once');
      writeFileSync(file, how);
      return file;
    };
    beforeAll(() => {
      process.env.FAIL_ONCE = path.join(lab, 'fail-once');
    });
    afterAll(() => {
      delete process.env.FAIL_ONCE;
    });

    test.each([
      ['memory', /^The memory of the graphics adapter .*swiftshader.* is full\.$/, /smaller batch/],
      ['command', /^The graphics adapter .*swiftshader.* refused a command: /, /another device/],
    ])('%s: the worker is of no use any more, and says why', async (how, message, remedy) => {
      const worker = await DeviceWorker.start(workerFile, { device, threads: 1 });
      try {
        failing(how);
        const outcome = await worker.run(evaluation(tinyCells[0]), () => undefined);
        expect(outcome).toMatchObject({
          kind: 'broken',
          error: { message: expect.stringMatching(message) as string, remedy: expect.stringMatching(remedy) as string },
        });
      } finally {
        await worker.terminate();
      }
    });

    test('lost: reported, and the job is done on a new worker', async () => {
      const warnings: string[] = [];
      const pool = await createPool({ device, workerFile, onWarning: (text) => warnings.push(text) });
      try {
        const file = failing('lost');
        const { records } = await pool.run(evaluation(tinyCells[0]));
        expect(records).toHaveLength(4);
        expect(existsSync(file)).toBe(false);
        expect(warnings).toEqual([expect.stringMatching(/worker was replaced: The graphics adapter .* was lost: /)]);
      } finally {
        await pool.close();
      }
    });
  });

  test('a worker whose coordinator is gone ends by itself, with a device open', () => {
    const script = `
      const { fork } = require('node:child_process');
      const child = fork(process.argv[1], { serialization: 'advanced' });
      let left = 0;
      child.on('message', ({ kind }) => {
        if (kind !== 'ready') return;
        console.log(kind);
        // Under way when the line is cut, which the worker sees when the shaders at hand are compiled.
        child.send({ kind: 'run', number: 1, job: { kind: 'self-test', measure: true } });
        setTimeout(() => { left = performance.now(); child.disconnect(); }, 300);
      });
      child.on('exit', (code, signal) => console.log(code, signal, performance.now() - left < 30_000));
      child.send({ kind: 'start', options: { device: '${device}' } });
    `;
    const said = execFileSync(process.execPath, ['-e', script, findWorkerFile()], {
      encoding: 'utf8',
      timeout: 120_000,
    });
    expect(said.trim().split('\n').slice(-2)).toEqual(['ready', 'null SIGKILL true']);
  });

  test('a tensor larger than the adapter can hold is refused, and the device goes on', async () => {
    await initBackend(device);
    const before = tf.memory().numTensors;
    await backendOf(device).watch?.guard(async () => {
      expect(() => tf.tidy(() => tf.fill([2 ** 30], 1))).toThrow(
        expect.objectContaining({
          code: 'out-of-memory',
          message: expect.stringMatching(/cannot hold a tensor of 4096 MiB \(at most \d+ MiB\)/) as string,
        }),
      );
      expect(tf.memory().numTensors).toBe(before);
      expect(await selfTest(device)).toBeLessThan(TOLERANCE);
    });
  });
});

/** Of all numbers in two records of the same sample; what is no fraction must be equal. */
function difference(actual: SampleRecord, expected: SampleRecord): number {
  const numbers = (record: SampleRecord): [number[], string] => {
    const found: number[] = [];
    const rest = JSON.stringify(record, (key, value: unknown) => {
      // Only on some devices is a small change encoded as such.
      if (key === 'wholeRows') return undefined;
      if (typeof value !== 'number' || Number.isInteger(value)) return value;
      found.push(value);
      return 'fraction';
    });
    return [found, rest];
  };
  const [values, rest] = numbers(actual);
  const [wanted, restWanted] = numbers(expected);
  expect(rest).toBe(restWanted);
  return Math.max(0, ...values.map((value, at) => Math.abs(value - wanted[at]) / Math.max(1, Math.abs(wanted[at]))));
}

/** The numbers of a safetensors file, behind its header. */
function floats(file: Uint8Array): Float32Array {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  return new Float32Array(file.slice(8 + length).buffer);
}
