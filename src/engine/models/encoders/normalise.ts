import * as tf from '@tensorflow/tfjs-core';
import type { ImageSpec } from '../../../shared/modality';

/**
 * (pixel − mean) / deviation per channel, [B, H, W, C]. It belongs to the encoder, so that gradient attacks act on
 * pixels in [0, 1] and the fill `mean` is zero after it.
 */
export function normalise(spec: ImageSpec, pixels: tf.Tensor4D): tf.Tensor4D {
  return tf.div(tf.sub(pixels, tf.tensor1d(spec.mean)), tf.tensor1d(spec.std));
}
