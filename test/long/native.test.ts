import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { readNativeBuild } from '../../src/engine/backends/native/native-build';
import { readEvents } from '../../src/engine/lab/event-file';
import { layout, runFiles } from '../../src/engine/lab/layout';
import { startEngine } from '../../src/host/engine-client';
import { DeviceInfo, type DeviceKind } from '../../src/shared/device';
import { runCli } from '../cli/run-cli';
import { canBuildNative, nativeTestFolder, setupNative, useNative } from '../support/native';
import { temporaryFolder } from '../support/temporary-folder';
import { recordsOf, tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import type { SampleRecord } from '../../src/shared/records/record';

const logitsOf = (record: SampleRecord): readonly number[] => ('clean' in record ? record.clean.logits : []);

/** Largest difference of a logit between devices, relative to itself or to 1. */
const TOLERANCE = 1e-4;

async function computeOn(lab: string, device: DeviceKind) {
  const engine = await startEngine({ lab, workers: 2, devices: [device] });
  try {
    return await engine.request('studies.run', { plan: tinyPlan() });
  } finally {
    await engine.close();
  }
}

/** Device workers that are processes of an engine. */
function workersOf(engine: number): readonly number[] {
  const children = readFileSync(`/proc/${engine}/task/${engine}/children`, 'utf8').trim().split(' ');
  return children
    .filter((pid) => pid !== '')
    .map(Number)
    .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('device-worker'));
}

function readRuns(lab: string): readonly string[] {
  const runs = layout.runs(lab);
  return existsSync(runs) ? readdirSync(runs).map((run) => layout.run(lab, run)) : [];
}

describe.skipIf(!canBuildNative)('native TensorFlow', () => {
  beforeAll(() => {
    const { status, out, err } = setupNative();
    console.log(out);
    expect(status, err).toBe(0);
    expect(out).toContain('passes its self-test');
    useNative();
    expect(out).toMatch(/Input gradient: \d+ images a second, wasm \d+: [\d.]+ times\./);
  });

  it('is built, described as the loader expects, and not built again', () => {
    const found = readNativeBuild(nativeTestFolder);
    expect(found).toMatchObject({ found: true, build: { variant: 'cpu', tensorflow: '2.21.0', tfjsNode: '4.22.0' } });
    const written = statSync(path.join(nativeTestFolder, 'native.json')).mtimeMs;
    const { status, out } = setupNative();
    expect(status).toBe(0);
    expect(out).toContain('is up to date');
    expect(out).not.toContain('Installing');
    expect(statSync(path.join(nativeTestFolder, 'native.json')).mtimeMs).toBe(written);
  });

  it('is built offline from a folder that holds a TensorFlow', async () => {
    const folder = await temporaryFolder();
    const python = path.join(nativeTestFolder, 'python-cpu', 'lib');
    const { tensorflowFolder } = JSON.parse(readFileSync(path.join(nativeTestFolder, 'native.json'), 'utf8')) as {
      tensorflowFolder: string;
    };
    expect(tensorflowFolder.startsWith(python)).toBe(true);
    const { status, out, err } = setupNative(['--from', path.dirname(tensorflowFolder)], folder);
    expect(status, err).toBe(0);
    expect(out).toContain('nothing is downloaded');
    expect(readNativeBuild(folder)).toMatchObject({ found: true, build: { tensorflow: '2.21.0' } });
    // CUDA is not in it, and that is said.
    const refused = setupNative(['--gpu', '--from', path.dirname(tensorflowFolder)], folder);
    expect(refused.status).toBe(1);
    expect(refused.err).toContain('was built without CUDA');
  });

  it('is a device that passes its self-test; a build for the processor offers no graphics card', async () => {
    const { code, out } = await runCli(['devices', '--json'], await temporaryFolder());
    expect(code).toBe(0);
    const devices = DeviceInfo.array().parse(JSON.parse(out));
    const cpu = devices.find(({ kind }) => kind === 'tensorflow-cpu');
    expect(cpu).toMatchObject({ state: 'ready', title: 'TensorFlow 2.21.0, processor' });
    expect(cpu?.selfTestError).toBeLessThan(1e-4);
    const gpu = devices.find(({ kind }) => kind === 'tensorflow-gpu');
    expect(gpu).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('--gpu') as string });
  });

  it('computes a study, which names it, with the predictions of wasm; no job leaves a tensor behind', async () => {
    const lab = await tinyLab();
    // The second run finds the first one's models, so that both predict with the same weights.
    const wasm = await computeOn(lab, 'wasm');
    const native = await computeOn(lab, 'tensorflow-cpu');
    expect(native).toMatchObject({ state: 'finished', records: wasm.records, device: 'tensorflow-cpu' });
    const events = await readEvents(runFiles.events(layout.run(lab, native.id)), (error) => {
      throw error;
    });
    expect(events.map(({ device }) => device)).toContain('tensorflow-cpu');
    const expected = await recordsOf(lab, wasm.id);
    const actual = await recordsOf(lab, native.id);
    let largest = 0;
    expected.forEach((record, index) => {
      expect(`${actual[index].cell} ${actual[index].sample}`).toBe(`${record.cell} ${record.sample}`);
      logitsOf(record).forEach((logit, at) => {
        const difference = Math.abs(logit - logitsOf(actual[index])[at]) / Math.max(1, Math.abs(logit));
        largest = Math.max(largest, difference);
      });
    });
    expect(expected.length).toBeGreaterThan(50);
    console.log(`largest difference of a logit from wasm's: ${largest.toExponential(1)}`);
    expect(largest).toBeLessThan(TOLERANCE);
  });

  it('trains', async () => {
    expect(await computeOn(await tinyLab(), 'tensorflow-cpu')).toMatchObject({ state: 'finished' });
  });

  it('loses a worker in the middle of a run, and the run goes on', async () => {
    const lab = await tinyLab();
    const engine = await startEngine({ lab, workers: 2, devices: ['tensorflow-cpu'] });
    try {
      const study = { over: false };
      const outcome = engine.request('studies.run', { plan: tinyPlan({ microBatch: 2 }) }).finally(() => {
        study.over = true;
      });
      while (!study.over && workersOf(engine.pid).length < 2) await setTimeout(5);
      const recorded = (): number =>
        Math.max(
          0,
          ...readRuns(lab).map((run) => statSync(runFiles.records(run), { throwIfNoEntry: false })?.size ?? 0),
        );
      while (!study.over && recorded() === 0) await setTimeout(1);
      expect(study.over).toBe(false);
      const [victim] = workersOf(engine.pid);
      process.kill(victim, 'SIGKILL');
      const summary = await outcome;
      expect(summary.state).toBe('finished');
      expect(summary.records).toBe(summary.recordsExpected);
    } finally {
      await engine.close();
    }
  });
});
