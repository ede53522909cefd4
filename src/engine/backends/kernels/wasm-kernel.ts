import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelCall } from '../kernel-call';

/** Views of the heap must be taken after the last allocation, because growth of the heap detaches them. */
export type WasmCall<Inputs extends string, Attributes> = KernelCall<Inputs, Attributes, BackendWasm>;

export type WasmKernel<Inputs extends string, Attributes> = (call: WasmCall<Inputs, Attributes>) => tf.TensorInfo;

/** Puts a kernel in the place of the library's, if it has one. Doing it again changes nothing. */
export function replaceKernel<Inputs extends string, Attributes>(
  kernelName: string,
  kernel: WasmKernel<Inputs, Attributes>,
): void {
  if (tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    // The registry is untyped; what the engine passes is fixed by the kernel's name.
    kernelFunc: (call) => kernel(call as unknown as WasmCall<Inputs, Attributes>),
  });
}

/** The library's own kernel, to be taken before it is replaced. */
export function stockKernel(kernelName: string): tf.KernelConfig['kernelFunc'] {
  const config = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
  if (config === undefined) throw new Error(`The wasm backend has no kernel ${kernelName}.`);
  return config.kernelFunc;
}

/** A tensor's numbers in the heap, not a copy. */
export function floats(backend: BackendWasm, tensor: tf.TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}

export function integers(backend: BackendWasm, tensor: tf.TensorInfo): Int32Array {
  return backend.typedArrayFromHeap(tensor) as Int32Array;
}
