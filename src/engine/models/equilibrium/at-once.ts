import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../shared/errors';

/**
 * The numbers of a tensor, now: what is computed next depends on them.
 *
 * @throws LabError `unsupported` on WebGPU, which hands them out later only
 */
export function atOnce(tensor: tf.Tensor): Float64Array {
  if (tf.getBackend() === 'webgpu') {
    throw new LabError('unsupported', 'WebGPU hands out no numbers while it computes, which an equilibrium needs.', {
      where: 'recipe.fusion',
      remedy: 'Compute on wasm or TensorFlow, or choose another fusion than "deq".',
    });
  }
  return Float64Array.from(tensor.dataSync());
}
