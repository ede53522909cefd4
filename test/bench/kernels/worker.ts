/** One backend: runs a kernel as the backend has it, or as the library's wasm had it before ours took its place. */
import * as tf from '@tensorflow/tfjs-core';
// Registers the library's own wasm kernels when it is loaded.
import '@tensorflow/tfjs-backend-wasm';
import type { DeviceKind } from '../../../src/shared/device';
import { initBackend } from '../../../src/engine/backends/registry';
import { serveTasks } from '../crew/serve-tasks';
import { kernelCases, type KernelCase } from './cases';

export type Whose = 'registered' | 'stock';

export type KernelTask =
  /** Numbers of the result; null where there is no such kernel. */
  | { readonly kind: 'result'; readonly index: number; readonly whose: Whose }
  /** Milliseconds a call, as a mean over at least so much time. */
  | { readonly kind: 'time'; readonly index: number; readonly whose: Whose; readonly leastMilliseconds: number };

export interface KernelAnswer {
  readonly result: Float32Array | null;
  readonly milliseconds: number | null;
}

export interface KernelWork {
  readonly data: { readonly device: DeviceKind };
  readonly task: KernelTask;
  readonly answer: KernelAnswer;
}

type KernelFunction = tf.KernelConfig['kernelFunc'];

serveTasks<KernelWork>(async ({ device }) => {
  const stock = new Map(kernelCases.map(({ kernel }) => [kernel, registered(kernel, 'wasm')]));
  await initBackend(device);
  const run = (one: KernelCase, func: KernelFunction, inputs: tf.NamedTensorMap): tf.Tensor => {
    const call = { inputs, attrs: one.attributes, backend: tf.backend() };
    const result = func(call) as tf.TensorInfo;
    // Our kernels may hand out a tensor that the engine tracks already.
    return result instanceof tf.Tensor ? (result as tf.Tensor) : tf.engine().makeTensorFromTensorInfo(result);
  };
  return async ({ kind, index, whose, ...rest }) => {
    const one = kernelCases[index];
    const func = whose === 'stock' ? stock.get(one.kernel) : registered(one.kernel, tf.getBackend());
    if (func === undefined) return { result: null, milliseconds: null };
    const inputs = tf.tidy(one.inputs);
    try {
      if (kind === 'result') {
        const output = run(one, func, inputs);
        const values = Float32Array.from(await output.data());
        output.dispose();
        return { result: values, milliseconds: null };
      }
      const { leastMilliseconds } = rest as Pick<Extract<KernelTask, { kind: 'time' }>, 'leastMilliseconds'>;
      return { result: null, milliseconds: await timed(() => run(one, func, inputs), leastMilliseconds) };
    } finally {
      tf.dispose(inputs);
    }
  };
});

/** @returns undefined for a kernel that the backend lacks, which tfjs's own types leave out */
function registered(kernel: string, backend: string): KernelFunction | undefined {
  return (tf.getKernel(kernel, backend) as tf.KernelConfig | undefined)?.kernelFunc;
}

async function timed(call: () => tf.Tensor, leastMilliseconds: number): Promise<number> {
  call().dispose();
  const started = performance.now();
  for (let calls = 1; ; calls += 1) {
    const output = call();
    const passed = performance.now() - started;
    if (passed < leastMilliseconds) {
      output.dispose();
      continue;
    }
    // Whatever a backend has put off is done by now.
    await output.data();
    const all = performance.now() - started;
    output.dispose();
    return all / calls;
  }
}
