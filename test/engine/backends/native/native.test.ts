import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { setTensorflowEnvironment } from '../../../../src/engine/backends/native/environment';
import { readNativeBuild } from '../../../../src/engine/backends/native/native-build';
import { nativeFolder } from '../../../../src/engine/backends/native/native-folder';
import { restoreUtil } from '../../../../src/engine/backends/native/restore-util';
import { backendOf } from '../../../../src/engine/backends/registry';
import { temporaryFolder } from '../../../support/temporary-folder';

test('the folder lies at the root of the project, or where the environment says', async () => {
  const root = await temporaryFolder();
  writeFileSync(path.join(root, 'package.json'), '{}');
  const out = path.join(root, 'out', 'chunks');
  mkdirSync(out, { recursive: true });
  // An empty name counts as none, and so does one that is not there at all.
  expect(nativeFolder(out, '')).toBe(path.join(root, '.native'));
  expect(nativeFolder(out, 'elsewhere')).toBe(path.resolve('elsewhere'));
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('what is wrong with a folder is said', () => {
  const whole = {
    ...{ format: 'muroan.native', formatVersion: 1, variant: 'cpu', tensorflow: '2.21.0' },
    ...{ tfjsNode: '4.22.0', kernels: 1, addon: 'a.node' },
  };
  test.each([
    ['nothing', null, /not finished: .*native\.json is not there\. Run "npm run setup:native"\.$/],
    ['torn', '{"format":', /written by another version of the program, or is damaged\. Run/],
    ['of a later version', JSON.stringify({ ...whole, formatVersion: 2 }), /another version/],
    [
      'from before it had kernels of ours',
      JSON.stringify({ ...whole, kernels: undefined }),
      /has version 0 of the lab's kernels, this program needs \d+\. Run/,
    ],
    ['without its addon', JSON.stringify(whole), /names an addon that is not there: a\.node\. Run/],
  ])('%s', async (_, text, reason) => {
    const folder = await temporaryFolder();
    if (text !== null) writeFileSync(path.join(folder, 'native.json'), text);
    expect(readNativeBuild(folder)).toEqual({
      found: false,
      is: 'unusable',
      reason: expect.stringMatching(reason) as string,
    });
  });
  test('there is none', async () => {
    const folder = path.join(await temporaryFolder(), 'none');
    for (const none of [folder, null]) expect(readNativeBuild(none)).toMatchObject({ found: false, is: 'missing' });
  });
});

test('both rungs say that they are not built', async () => {
  for (const kind of ['tensorflow-cpu', 'tensorflow-gpu'] as const) {
    expect(await backendOf(kind).probe({ threads: 1 })).toMatchObject({
      available: false,
      reason: expect.stringMatching(/setup:native|Linux x64 only/) as string,
    });
    await expect(backendOf(kind).create({ threads: 1 })).rejects.toMatchObject({ code: 'unsupported' });
  }
});

test('what Node 23 took out of util is put back, what is there stays', () => {
  const own = (): boolean => true;
  const util: Record<string, unknown> = { isArray: own };
  restoreUtil(util);
  expect(util.isArray).toBe(own);
  const isNullOrUndefined = util.isNullOrUndefined as (value: unknown) => boolean;
  expect([null, undefined, 0, ''].map(isNullOrUndefined)).toEqual([true, true, false, false]);
  const bare: Record<string, unknown> = {};
  restoreUtil(bare);
  expect((bare.isArray as (value: unknown) => boolean)([])).toBe(true);
});

test('TensorFlow is quiet, has its threads, and sees no card when it shall be the processor', () => {
  const environment: NodeJS.ProcessEnv = { CUDA_VISIBLE_DEVICES: '0', TF_CPP_MIN_LOG_LEVEL: '0' };
  setTensorflowEnvironment({ threads: 3, gpu: false }, environment);
  expect(environment.TF_ENABLE_ONEDNN_OPTS).toBe('1');
  // Asked-for noise stays.
  expect(environment).toMatchObject({
    ...{ TF_CPP_MIN_LOG_LEVEL: '0', TF_NUM_INTRAOP_THREADS: '3', CUDA_VISIBLE_DEVICES: '-1' },
  });
  const gpu: NodeJS.ProcessEnv = { CUDA_VISIBLE_DEVICES: '1' };
  setTensorflowEnvironment({ threads: 1, gpu: true }, gpu);
  expect(gpu).toMatchObject({ CUDA_VISIBLE_DEVICES: '1', TF_CPP_MIN_LOG_LEVEL: '2' });
});
