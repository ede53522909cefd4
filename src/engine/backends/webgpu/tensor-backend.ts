import * as tf from '@tensorflow/tfjs-core';
import type { AdapterInfo } from './adapter';

const NAME = 'webgpu';

/**
 * Registers the tensor library's WebGPU backend on this device.
 *
 * The library would look for an adapter itself, in `navigator.gpu`, and take any. It is loaded before there is one, so
 * that it registers its kernels only; its constructor then insists on `navigator.gpu`, for which it has no further use.
 */
export async function registerTensorBackend(device: GPUDevice, info: AdapterInfo): Promise<void> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  // Otherwise small tensors that are not on the device yet are computed by another backend's code: what an operation
  // gives would depend on where its inputs lie.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  if (tf.findBackendFactory(NAME) as unknown) tf.removeBackend(NAME);
  tf.registerBackend(NAME, () => withNavigator(() => new WebGPUBackend(device, info as GPUAdapterInfo)));
}

function withNavigator<Result>(work: () => Result): Result {
  const given = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: true }, configurable: true });
  try {
    return work();
  } finally {
    if (given === undefined) Reflect.deleteProperty(globalThis, 'navigator');
    else Object.defineProperty(globalThis, 'navigator', given);
  }
}
