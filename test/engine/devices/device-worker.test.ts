import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DeviceWorker } from '../../../src/engine/devices/device-worker';

const workerFile = path.join(import.meta.dirname, 'fake-worker.cjs');
const workers: DeviceWorker[] = [];
const endThread = vi.spyOn(Worker.prototype, 'terminate');
/** Whether the only worker that was started was ended. */
const isGone = {
  wasm: (): boolean => endThread.mock.calls.length === 1,
  'tensorflow-cpu': (): boolean => !process.getActiveResourcesInfo().includes('ProcessWrap'),
};

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
  endThread.mockClear();
});

/** One device whose workers are threads, one whose workers are processes. */
describe.each(['wasm', 'tensorflow-cpu'] as const)('a %s worker', (device) => {
  test('that does not answer its start is ended, and named with the remedy', async () => {
    vi.stubEnv('FAKE_WORKER_SILENT', device);
    await expect(DeviceWorker.start(workerFile, { device, threads: 1 }, 500)).rejects.toMatchObject({
      code: 'internal',
      message: `A ${device} worker gave no answer within 0.5 seconds of its start.`,
      remedy: expect.stringContaining('--device') as string,
    });
    await expect.poll(isGone[device]).toBe(true);
  });

  test('that is ready is not waited for any more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    workers.push(await DeviceWorker.start(workerFile, { device, threads: 1 }));
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that refuses is not waited for any more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.stubEnv('FAKE_WORKER_REFUSES', workerFile);
    await expect(DeviceWorker.start(workerFile, { device, threads: 1 })).rejects.toMatchObject({ message: 'No room.' });
    expect(vi.getTimerCount()).toBe(0);
  });
});
