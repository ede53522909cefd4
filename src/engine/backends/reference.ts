import * as tf from '@tensorflow/tfjs-core';
import { registerForEveryBackend } from './kernels/register';

/**
 * Does work, the only one of its thread, on the reference backend, plain JavaScript, which is slow and shares no kernel with
 * the others; on a device that is this backend there is nothing to hold it against.
 *
 * @returns null there
 */
export async function onReference<Result>(work: () => Promise<Result>): Promise<Result | null> {
  const device = tf.getBackend();
  if (device === 'cpu') return null;
  await tf.setBackend('cpu');
  try {
    registerForEveryBackend('cpu');
    return await work();
  } finally {
    await tf.setBackend(device);
  }
}
