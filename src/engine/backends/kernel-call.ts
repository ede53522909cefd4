import type * as tf from '@tensorflow/tfjs-core';

/**
 * What the tensor library gives a kernel, typed: its registry is not. A kernel may use tensor operations: inside a kernel
 * nothing is recorded for gradients.
 */
export interface KernelCall<Inputs extends string, Attributes, Backend> {
  readonly inputs: Readonly<Record<Inputs, tf.Tensor>>;
  readonly attrs: Attributes;
  readonly backend: Backend;
}
