import * as tf from '@tensorflow/tfjs-core';

/**
 * Does it pay, on the backend in use, to compute a window of a map instead of the whole map? On wasm and cpu both give
 * the same bits: their kernels add up each output in one order, wherever it lies. TensorFlow chooses an algorithm by the
 * size of its input, so on the processor they are equal to rounding, as two batch sizes are. On a graphics
 * card nobody has measured it: there the whole map is computed.
 */
export function windowsPay(): boolean {
  switch (tf.getBackend()) {
    case 'wasm':
    case 'cpu':
      return true;
    case 'tensorflow':
      return !(tf.backend() as tf.KernelBackend & { readonly isUsingGpuDevice: boolean }).isUsingGpuDevice;
    default:
      return false;
  }
}
