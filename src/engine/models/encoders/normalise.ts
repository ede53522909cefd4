import * as tf from '@tensorflow/tfjs-core';
import type { ImageSpec } from '../../../shared/modality';
import type { Constants, ParameterReader } from '../parameters';

export function normalisation({ mean, std }: ImageSpec): Constants {
  return {
    'pixels/mean': { shape: [mean.length], values: mean },
    'pixels/std': { shape: [std.length], values: std },
  };
}

/**
 * (pixel − mean) / deviation per channel, [B, H, W, C]. It belongs to the encoder, so that gradient attacks act on
 * pixels in [0, 1] and the fill `mean` is zero after it.
 */
export function normalise(p: ParameterReader, pixels: tf.Tensor4D): tf.Tensor4D {
  return tf.div(tf.sub(pixels, p('pixels/mean')), p('pixels/std'));
}
