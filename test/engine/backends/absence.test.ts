import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { absence } from '../../../src/engine/backends/absence';
import { noCard } from '../../../src/engine/backends/webgpu/no-card';
import { Devices } from '../../../src/engine/devices/devices';
import { version } from '@tensorflow/tfjs-node-gpu/package.json';
import { temporaryFolder } from '../../support/temporary-folder';

const started = vi.hoisted(() => vi.fn());
vi.mock('node:child_process', async (original) => ({ ...(await original<object>()), fork: started }));

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A folder that holds what `npm run setup:native` leaves; the addon itself is never loaded. */
async function nativeBuild(variant: 'cpu' | 'gpu', tfjsNode = version): Promise<void> {
  const folder = await temporaryFolder();
  writeFileSync(path.join(folder, 'a.node'), '');
  const build = {
    ...{ format: 'muroan.native', formatVersion: 1, variant, tensorflow: '2.21.0' },
    ...{ tfjsNode, kernels: 1, addon: 'a.node' },
  };
  writeFileSync(path.join(folder, 'native.json'), JSON.stringify(build));
  vi.stubEnv('MUROAN_NATIVE', folder);
}

test('no process is started for a device that is plainly not there', async () => {
  vi.stubEnv('MUROAN_NATIVE', await temporaryFolder());
  const devices = new Devices({ devices: [], workers: undefined });
  for (const device of ['tensorflow-cpu', 'tensorflow-gpu'] as const) {
    await expect(devices.study(device, () => undefined)).rejects.toMatchObject({
      code: 'unsupported',
      where: `device ${device}`,
      message: expect.stringMatching(/setup:native|Linux x64 only/) as string,
    });
  }
  expect(started).not.toHaveBeenCalled();
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('native TensorFlow', () => {
  test('built for the processor', async () => {
    await nativeBuild('cpu');
    expect(absence('tensorflow-cpu')).toBe(null);
    expect(absence('tensorflow-gpu')).toMatchObject({
      is: 'missing',
      reason: expect.stringMatching(/--gpu/) as string,
    });
  });
  test('built for a graphics card', async () => {
    await nativeBuild('gpu');
    expect(absence('tensorflow-cpu')).toBe(null);
    expect(absence('tensorflow-gpu')).toBe(null);
  });
  test('built for another version', async () => {
    await nativeBuild('gpu', '0.0.1');
    expect(absence('tensorflow-cpu')).toMatchObject({
      is: 'unusable',
      reason: expect.stringMatching(/was built for tfjs-node 0\.0\.1, installed is 4/) as string,
    });
  });
});

describe('a graphics card', () => {
  test.each(['dri', 'dxg', 'nvidiactl', 'mali0'])('may be there where the system shows %s', async (name) => {
    const devices = await temporaryFolder();
    writeFileSync(path.join(devices, 'null'), '');
    expect(noCard(devices, 'linux', {})).toBe(true);
    mkdirSync(path.join(devices, name));
    expect(noCard(devices, 'linux', {})).toBe(false);
  });
  test('may be there where a driver is named, and where a system does not tell', async () => {
    const devices = await temporaryFolder();
    expect(noCard(devices, 'linux', { VK_ICD_FILENAMES: 'driver.json' })).toBe(false);
    expect(noCard(devices, 'linux', { VK_ICD_FILENAMES: '' })).toBe(true);
    expect(noCard(devices, 'win32', {})).toBe(false);
    expect(noCard(path.join(devices, 'none'), 'linux', {})).toBe(false);
  });
});

test('what is always there, and what is for those who name it, has to be tried', () => {
  expect((['wasm', 'cpu', 'webgpu-software'] as const).map(absence)).toEqual([null, null, null]);
});
