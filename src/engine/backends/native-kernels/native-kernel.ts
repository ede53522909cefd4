import * as tf from '@tensorflow/tfjs-core';
import type { KernelCall } from '../kernel-call';
import type { NodeBackend } from '../native/load-tfjs-node';

export type NativeCall<Inputs extends string, Attributes> = KernelCall<Inputs, Attributes, NodeBackend>;

export type NativeKernel<Inputs extends string, Attributes> = (call: NativeCall<Inputs, Attributes>) => tf.Tensor;

/** Adds a kernel that tfjs-node lacks. What it makes but does not return is freed. */
export function addKernel<Inputs extends string, Attributes>(
  kernelName: string,
  kernel: NativeKernel<Inputs, Attributes>,
): void {
  tf.registerKernel({
    kernelName,
    backendName: 'tensorflow',
    // The registry is untyped; what the engine passes is fixed by the kernel's name.
    kernelFunc: (call) => tf.tidy(() => kernel(call as unknown as NativeCall<Inputs, Attributes>)),
  });
}

/** Puts a kernel in the place of tfjs-node's, which it is given. */
export function replaceKernel<Inputs extends string, Attributes>(
  kernelName: string,
  kernel: (stock: NativeKernel<Inputs, Attributes>) => NativeKernel<Inputs, Attributes>,
): void {
  const config = tf.getKernel(kernelName, 'tensorflow') as tf.KernelConfig | undefined;
  if (config === undefined) throw new Error(`tfjs-node has no kernel ${kernelName}.`);
  tf.unregisterKernel(kernelName, 'tensorflow');
  const stock = config.kernelFunc as unknown as NativeKernel<Inputs, Attributes>;
  addKernel(kernelName, kernel(stock));
}
