import * as tf from '@tensorflow/tfjs-core';
import { vectorOf, type FusionPart } from '../fusions/fusion';

/** One scale of the maps that an encoder gives. */
export interface Scale {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A fusion of maps, with the scales that z holds one after the other. */
export interface JoinedMaps extends FusionPart {
  readonly scales: readonly Scale[];
}

/**
 * Maps of all sensors joined at every scale, as in MFNet (Ha et al., 2017), whose decoder reads both encoders at every
 * scale: z is the joined maps, from the finest to the coarsest, each row-major.
 *
 * @param inputs scales of each modality, of equal sizes
 */
export function joinedMaps(
  inputs: readonly { readonly modality: string; readonly scales: readonly Scale[] }[],
): JoinedMaps {
  const scales = inputs[0].scales.map(({ height, width }, index) => ({
    height,
    width,
    channels: inputs.reduce((sum, input) => sum + input.scales[index].channels, 0),
  }));
  return {
    scales,
    width: scales.reduce((sum, scale) => sum + sizeOf(scale), 0),
    parameters: {},
    apply: (_p, encodings) => {
      const maps = inputs.map(({ modality, scales: own }) => mapsIn(vectorOf(encodings, modality), own));
      return tf.concat(
        scales.map((scale, index): tf.Tensor2D => {
          const joined = tf.concat(
            maps.map((own) => own[index]),
            3,
          );
          return tf.reshape(joined, [joined.shape[0], sizeOf(scale)]);
        }),
        1,
      );
    },
  };
}

/** The maps [B, h, w, c] that rows [B, …] hold one after the other. */
export function mapsIn(z: tf.Tensor2D, scales: readonly Scale[]): readonly tf.Tensor4D[] {
  const batch = z.shape[0];
  let start = 0;
  return scales.map((scale) => {
    const { height, width, channels } = scale;
    const flat = tf.slice(z, [0, start], [batch, sizeOf(scale)]);
    start += sizeOf(scale);
    return tf.reshape(flat, [batch, height, width, channels]);
  });
}

function sizeOf({ height, width, channels }: Scale): number {
  return height * width * channels;
}
