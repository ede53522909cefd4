import * as tf from '@tensorflow/tfjs-core';
import type { PlaneSpec } from '../../../shared/data/modality';
import type { Constants, ParameterReader } from '../parameters';

export function normalisation(spec: PlaneSpec): Constants {
  const { mean, std } = spec;
  // A table's columns lie along the width, each with a mean of its own; all others have one per channel.
  const shape = spec.kind === 'tabular' ? [mean.length, 1] : [mean.length];
  return {
    'pixels/mean': { shape, values: mean },
    'pixels/std': { shape, values: std },
  };
}

/**
 * (pixel − mean) / deviation per channel, [B, H, W, C]. It belongs to the encoder, so that gradient attacks act on
 * pixels in [0, 1] and the fill `mean` is zero after it.
 */
export function normalise(p: ParameterReader, pixels: tf.Tensor4D): tf.Tensor4D {
  return tf.div(tf.sub(pixels, p('pixels/mean')), p('pixels/std'));
}
