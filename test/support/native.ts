import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { readNativeBuild } from '../../src/engine/backends/native/native-build';

/** Native TensorFlow is built on Linux x64 only. In CI nothing else may be a reason to skip its tests. */
export const canBuildNative = process.platform === 'linux' && process.arch === 'x64';

/** The tests' own, kept from one run to the next, because TensorFlow is 275 MB to download. */
export const nativeTestFolder = path.resolve('.cache', 'native');

/** This process and programs that it starts from now on find what was built before the tests (`test/native-once.ts`). */
export function useNative(): void {
  process.env.MUROAN_NATIVE = nativeTestFolder;
  const native = readNativeBuild(nativeTestFolder);
  if (!native.found) throw new Error(native.reason);
}

/** `npm run setup:native` for real. */
export function setupNative(args: readonly string[] = [], folder = nativeTestFolder) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/setup-native/main.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, MUROAN_NATIVE: folder },
  });
  return { status, out: stdout, err: stderr };
}
