/**
 * tfjs-node with our addon. Its main file looks for an addon inside its own package, registers what this program does
 * not use and loads the whole of tfjs; its kernels and its backend can be had without it, and no file is changed.
 */
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/add';
import '@tensorflow/tfjs-core/dist/public/chained_ops/to_float';
import '@tensorflow/tfjs-core/dist/public/chained_ops/to_int';
import { restoreUtil } from './restore-util';

const PACKAGE = '@tensorflow/tfjs-node-gpu';

/** What we use of the addon. */
export interface Binding {
  isUsingGpuDevice(): boolean;
  readonly TF_ATTR_TYPE: number;
  readonly TF_FLOAT: number;
}

/** What we use of tfjs-node's backend. */
export interface NodeBackend extends tf.KernelBackend {
  readonly binding: Binding;
  executeSingleOutput(name: string, attributes: readonly unknown[], inputs: readonly tf.TensorInfo[]): tf.Tensor;
}

type NodeBackendClass = new (binding: Binding, packageName: string) => NodeBackend;

/** The addon; the first call starts TensorFlow. @throws whatever the dynamic linker says */
export function loadAddon(file: string): Binding {
  return createRequire(import.meta.url)(file) as Binding;
}

/** Registers tfjs-node's kernels and its backend, as `tensorflow`. */
export function registerNodeBackend(binding: Binding): void {
  const require = createRequire(import.meta.url);
  restoreUtil();
  const { NodeJSKernelBackend } = withCoreAsUnion(require, () => {
    require(`${PACKAGE}/dist/register_all_kernels`);
    return require(`${PACKAGE}/dist/nodejs_kernel_backend`) as { NodeJSKernelBackend: NodeBackendClass };
  });
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, PACKAGE), 0);
}

/**
 * While `load` runs, `require('@tensorflow/tfjs')` gives tfjs-core, which has all that the kernels use but the three
 * chained operations above. The whole would take 200 ms of every worker's start, and its gradients would take the
 * place of ours.
 */
function withCoreAsUnion<Result>(require: NodeJS.Require, load: () => Result): Result {
  const union = createRequire(require.resolve(`${PACKAGE}/package.json`)).resolve('@tensorflow/tfjs');
  require('@tensorflow/tfjs-core');
  const core = require.cache[require.resolve('@tensorflow/tfjs-core')];
  const before = require.cache[union];
  if (before !== undefined || core === undefined) return load();
  require.cache[union] = core;
  try {
    return load();
  } finally {
    Reflect.deleteProperty(require.cache, union);
  }
}
