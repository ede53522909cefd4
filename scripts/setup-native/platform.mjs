import { SetupError } from './setup-error.mjs';

/** @throws SetupError where native TensorFlow is not built */
export function requireLinuxX64(platform = process.platform, arch = process.arch) {
  if (platform === 'linux' && arch === 'x64') return;
  throw new SetupError(
    `Native TensorFlow is built on Linux x64 only; this is ${platform} ${arch}.`,
    'Here wasm and WebGPU are the ways: they need no set-up, and "npm run -s muroan -- devices" lists them.',
  );
}
