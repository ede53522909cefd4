import * as tf from '@tensorflow/tfjs-core';
import type { planeOf } from '../../../shared/data/modality';
import type { PlaneValue } from '../../modalities/modality';

/** Samples of a plane as the lab holds them, [B, height, width, channels]. */
export function planesOf(
  given: readonly PlaneValue[],
  { height, width, channels }: ReturnType<typeof planeOf>,
): tf.Tensor4D {
  const joined = new Float32Array(given.length * height * width * channels);
  given.forEach((value, row) => {
    joined.set(value, row * height * width * channels);
  });
  return tf.tensor4d(joined, [given.length, height, width, channels]);
}
