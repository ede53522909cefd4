import * as tf from '@tensorflow/tfjs-core';

/** The library's kernel with these inputs and attributes. */
export type Stock<Inputs extends string, Attributes> = (
  inputs: Readonly<Record<Inputs, tf.Tensor>>,
  attrs: Attributes,
) => tf.Tensor;

/**
 * Puts a kernel around the library's one for WebGPU. Tensor operations may be used inside: nothing is recorded for
 * gradients there, and what the kernel does not return is freed.
 */
export function wrapKernel<Inputs extends string, Attributes>(
  kernelName: string,
  kernel: (
    inputs: Readonly<Record<Inputs, tf.Tensor>>,
    attrs: Attributes,
    stock: Stock<Inputs, Attributes>,
  ) => tf.Tensor,
): void {
  const config = tf.getKernel(kernelName, 'webgpu') as tf.KernelConfig | undefined;
  if (config === undefined) throw new Error(`The WebGPU backend has no kernel ${kernelName}.`);
  tf.unregisterKernel(kernelName, 'webgpu');
  tf.registerKernel({
    ...config,
    kernelFunc: ({ inputs, attrs, backend }) =>
      tf.tidy(() =>
        // The registry is untyped; what the engine passes is fixed by the kernel's name.
        kernel(inputs as unknown as Record<Inputs, tf.Tensor>, attrs as unknown as Attributes, (given, changed) => {
          const call = { inputs: given, attrs: changed as unknown as tf.NamedAttrMap, backend };
          return tf.engine().makeTensorFromTensorInfo(config.kernelFunc(call) as tf.TensorInfo);
        }),
      ),
  });
}
