import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { version } from '@tensorflow/tfjs-node-gpu/package.json';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeviceKind } from '../../../src/shared/device';
import { Devices } from '../../../src/engine/devices/devices';
import { temporaryFolder } from '../../support/temporary-folder';

const noCard = vi.hoisted(() => vi.fn(() => true));
vi.mock('../../../src/engine/backends/webgpu/no-card', () => ({ noCard }));

// Refuses webgpu and cpu, and is ready as any other.
const workerFile = path.join(import.meta.dirname, 'fake-worker.cjs');
let devices: Devices;
const open = (order: readonly DeviceKind[]): Devices => {
  devices = new Devices({ devices: order, workers: 1, workerFile });
  return devices;
};
/** The device of the next study, and what is said meanwhile. */
const study = async (device: DeviceKind | null = null): Promise<readonly [DeviceKind, readonly string[]]> => {
  const warnings: string[] = [];
  const pool = await devices.study(device, (text) => warnings.push(text));
  return [pool.info().kind, warnings];
};

/** A worker that is lost with its first job, once. */
const loseWorker = async (pool: Awaited<ReturnType<Devices['study']>>): Promise<void> => {
  const dataset = `exit-once ${path.join(await temporaryFolder(), 'count')}`;
  const job = { kind: 'trace', dataset, row: 0 } as unknown as Parameters<typeof pool.run>[0];
  await pool.run(job);
};

beforeEach(() => {
  noCard.mockReturnValue(true);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  await devices.close();
});

/** What `npm run setup:native` leaves: a folder with such a description, or without. */
async function nativeFolder(description: object | null): Promise<void> {
  const folder = await temporaryFolder();
  writeFileSync(path.join(folder, 'a.node'), '');
  if (description !== null) writeFileSync(path.join(folder, 'native.json'), JSON.stringify(description));
  vi.stubEnv('MUROAN_NATIVE', folder);
}
const whole = {
  ...{ format: 'muroan.native', formatVersion: 1, variant: 'cpu', tensorflow: '2.21.0' },
  ...{ tfjsNode: version, kernels: 1, addon: 'a.node' },
};

describe('a lost worker', () => {
  test('is told to the study that has the workers now, not to the one they were started for', async () => {
    open(['wasm']);
    const first: string[] = [];
    const second: string[] = [];
    await devices.study(null, (text) => first.push(text));
    const pool = await devices.study(null, (text) => second.push(text));
    await loseWorker(pool);
    expect(first).toEqual([]);
    expect(second).toEqual([expect.stringMatching(/worker was replaced/)]);
  });
});

describe('the best that is there', () => {
  test('is used without a word about what is not on this machine', async () => {
    open([]);
    expect(devices.used()).toBe(null);
    expect(await study()).toEqual(['wasm', []]);
    expect(devices.used()).toMatchObject({ kind: 'wasm', workers: 1 });
  });

  test('a card that is there and refused is told of, to every study', async () => {
    noCard.mockReturnValue(false);
    open([]);
    const told = ['wasm', ['The device webgpu is passed over: No. Never mind.']];
    expect(await study()).toEqual(told);
    expect(await study()).toEqual(told);
    // This one asks for its device, so nothing is passed over.
    expect(await study('wasm')).toEqual(['wasm', []]);
  });

  test('one that hangs at its start is given up, told of, and the next is used', async () => {
    noCard.mockReturnValue(false);
    vi.stubEnv('FAKE_WORKER_SILENT', 'webgpu');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    open([]);
    const used = study();
    await vi.advanceTimersByTimeAsync(300_000);
    const [kind, warnings] = await used;
    expect(kind).toBe('wasm');
    expect(warnings).toEqual([
      expect.stringMatching(
        /^The device webgpu is passed over: A webgpu worker gave no answer within 300 seconds of its start\. .*--device/,
      ),
    ]);
  });

  test('somebody who waits is told once', async () => {
    noCard.mockReturnValue(false);
    open([]);
    const warnings: string[] = [];
    await devices.interactive((text) => warnings.push(text));
    await devices.interactive((text) => warnings.push(text));
    expect(warnings).toHaveLength(1);
  });
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('native TensorFlow', () => {
  test.each([
    ['whose set-up did not end', null, /set-up of native TensorFlow was not finished/],
    ['of another tfjs-node', { ...whole, tfjsNode: '0.0.1' }, /was built for tfjs-node 0\.0\.1/],
    ['without its addon', { ...whole, addon: 'b.node' }, /names an addon that is not there/],
    ['of another version of the program', { ...whole, formatVersion: 9 }, /another version of the program/],
  ])('%s is told of', async (_, description, reason) => {
    await nativeFolder(description);
    open([]);
    const [kind, warnings] = await study();
    expect(kind).toBe('wasm');
    expect(warnings.length).toBeGreaterThan(0);
    for (const warning of warnings) expect(warning).toMatch(reason);
    expect(warnings.at(-1)).toMatch(/^The device tensorflow-cpu is passed over/);
  });

  test('built for the processor: nobody has set up the other', async () => {
    await nativeFolder(whole);
    open([]);
    expect(await study()).toEqual(['tensorflow-cpu', []]);
  });
});

describe('named devices', () => {
  test('each that is passed over is told of, also one that was never set up', async () => {
    open(['tensorflow-cpu', 'cpu', 'wasm']);
    expect(await study()).toEqual([
      'wasm',
      [
        expect.stringMatching(/^The device tensorflow-cpu is passed over: .*Native TensorFlow/),
        'The device cpu is passed over: No. Never mind.',
      ],
    ]);
  });

  test('none is there: the last says why, and nothing else is taken', async () => {
    open(['tensorflow-cpu', 'cpu']);
    await expect(study()).rejects.toMatchObject({ code: 'unsupported', message: 'No.' });
    expect(devices.used()).toBe(null);
  });
});

describe('choosing', () => {
  const { signal } = new AbortController();

  test('the next study follows it, and the workers of the device that was left are ended', async () => {
    open([]);
    const first = await devices.study(null, () => undefined);
    await devices.choose(['webgpu-software'], signal);
    // Work under way goes on where it is.
    expect(devices.started('wasm')).toBe(first);
    expect(devices.used()).toMatchObject({ kind: 'wasm' });
    expect(await study()).toEqual(['webgpu-software', []]);
    expect(devices.told).toEqual(['webgpu-software']);
    await expect(first.run({ kind: 'self-test', measure: false })).rejects.toMatchObject({ code: 'cancelled' });
    await devices.choose([], signal);
    expect(await study()).toEqual(['wasm', []]);
  });

  test.each([
    ['is not there', 'tensorflow-cpu', /Native TensorFlow/],
    ['is refused', 'cpu', /^No\.$/],
  ] as const)('nothing changes where one of them %s', async (_, kind, message) => {
    open(['wasm']);
    await expect(devices.choose(['wasm', kind], signal)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(message) as string,
    });
    expect(devices.told).toEqual(['wasm']);
  });
});
