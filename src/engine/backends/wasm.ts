import { createRequire } from 'node:module';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths, type BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { LabError } from '../../shared/errors';
import { registerWasmKernels } from './kernels/register';
import type { Backend } from './backend';
import { processor } from './hardware';
import { refuseNullAddresses } from './wasm-memory';

/**
 * WebAssembly with SIMD, one thread. Always there on the Node versions we support; work is spread by running several
 * workers, because the library's own threads do not exist in Node.
 */
export const wasm: Backend = {
  kind: 'wasm',
  async probe() {
    // False only on processors without 128-bit vectors; the scalar build is another, much slower device.
    const simd: unknown = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
    if (simd !== true) return { available: false, reason: 'This processor or Node lacks WebAssembly SIMD.' };
    if (binaries() === null)
      return { available: false, reason: 'The package @tensorflow/tfjs-backend-wasm is missing.' };
    return { available: true, title: 'wasm SIMD', hardware: processor() };
  },
  async create() {
    const folder = binaries();
    if (folder === null) {
      throw new LabError('unsupported', 'The WebAssembly binaries of the tensor library were not found.', {
        where: '@tensorflow/tfjs-backend-wasm',
        remedy: 'Install the packages again (npm ci).',
      });
    }
    setWasmPaths(folder);
    if (!(await tf.setBackend('wasm'))) {
      throw new LabError('unsupported', 'The WebAssembly backend could not be started.', {
        remedy: 'Free some memory, or use another device (muroan devices lists them).',
      });
    }
    refuseNullAddresses(tf.backend() as unknown as Pick<BackendWasm, 'wasm'>);
    registerWasmKernels();
  },
};

/** The folder of the .wasm files, which lie beside the package's main file; null without the package. */
function binaries(): string | null {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + path.sep;
  } catch {
    return null;
  }
}
