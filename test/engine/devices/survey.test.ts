import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DeviceInfo, DeviceKind } from '../../../src/shared/device';
import { Devices } from '../../../src/engine/devices/devices';
import type * as deviceWorker from '../../../src/engine/devices/device-worker';
import { DeviceSurvey } from '../../../src/engine/devices/survey';

vi.mock('../../../src/engine/backends/webgpu/no-card', () => ({ noCard: () => false }));
const started = vi.hoisted(() => ({ count: 0 }));
vi.mock('../../../src/engine/devices/device-worker', async (original) => {
  const { DeviceWorker } = await original<typeof deviceWorker>();
  return {
    DeviceWorker: {
      start: (...given: Parameters<typeof DeviceWorker.start>) => {
        started.count += 1;
        return DeviceWorker.start(...given);
      },
    },
  };
});

const workerFile = path.join(import.meta.dirname, 'fake-worker.cjs');
const { signal } = new AbortController();
let devices: Devices;
let survey: DeviceSurvey;

beforeEach(() => {
  started.count = 0;
  devices = new Devices({ devices: ['wasm'], workers: 2, workerFile });
  survey = new DeviceSurvey(devices);
});
afterEach(() => devices.close());

const list = async (how: {
  readonly busy: boolean;
  readonly measure?: boolean;
}): Promise<Map<DeviceKind, DeviceInfo>> =>
  new Map((await survey.list({ measure: false, ...how, signal })).map((info) => [info.kind, info]));

test('each is tried by one worker and says what a study would have; a refusal keeps its remedy', async () => {
  const found = await list({ busy: false });
  expect(found.get('wasm')).toMatchObject({ state: 'ready', workers: 2, threads: 1, selfTestError: 1e-6, speed: null });
  expect(found.get('webgpu')).toMatchObject({ state: 'unavailable', reason: 'No. Never mind.' });
  expect(found.get('tensorflow-cpu')).toMatchObject({
    state: 'unavailable',
    reason: expect.stringMatching(/setup:native|Linux x64 only/) as string,
  });
  // webgpu, wasm, webgpu-software, cpu: what files show to be absent is not tried.
  expect(started.count).toBe(4);
});

test('what was ready is not tried again, and what was refused is', async () => {
  await list({ busy: false });
  started.count = 0;
  expect((await list({ busy: false })).get('wasm')).toMatchObject({ state: 'ready' });
  expect(started.count).toBe(2);
});

test('beside work nothing is started or measured', async () => {
  await devices.study(null, () => undefined);
  started.count = 0;
  const found = await list({ busy: true, measure: true });
  expect(found.get('wasm')).toMatchObject({ state: 'ready', workers: 2, speed: null });
  expect(found.get('webgpu-software')).toMatchObject({
    state: 'untried',
    reason: 'Not tried while work is under way.',
  });
  expect(started.count).toBe(0);
});

test('beside work, what was measured before is still known', async () => {
  const measured = await list({ busy: false, measure: true });
  expect(measured.get('wasm')?.speed).toEqual({ forward: 20, inputGradient: 10 });
  expect((await list({ busy: true })).get('wasm')?.speed).toEqual({ forward: 20, inputGradient: 10 });
});

test('workers that are started are measured themselves', async () => {
  await devices.study(null, () => undefined);
  started.count = 0;
  expect((await list({ busy: false, measure: true })).get('wasm')).toMatchObject({
    workers: 2,
    speed: { forward: 20 },
  });
  // The other three.
  expect(started.count).toBe(3);
});
