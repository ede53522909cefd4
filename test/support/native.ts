import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Native TensorFlow is built on Linux x64 only. In CI nothing else may be a reason to skip its tests. */
export const canBuildNative = process.platform === 'linux' && process.arch === 'x64';

/** The tests' own, kept from one run to the next, because TensorFlow is 275 MB to download. */
export const nativeTestFolder = path.resolve('.cache', 'native');

/** `npm run setup:native` for real. Programs that this process starts from now on find what it built. */
export function setupNative(args: readonly string[] = [], folder = nativeTestFolder) {
  process.env.MUROAN_NATIVE = nativeTestFolder;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/setup-native/main.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, MUROAN_NATIVE: folder },
  });
  return { status, out: stdout, err: stderr };
}
