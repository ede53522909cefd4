import * as tf from '@tensorflow/tfjs-core';
import type { HeadPart } from '../heads/head';
import { beforeRelu, linear, zeros, type ParameterReader } from '../parameters';
import { mapsIn, type Scale } from './joined-maps';

/**
 * From the coarsest maps back to every pixel: at each scale a convolution 3×3 with ReLU over what came from below, made
 * twice as large by repeating, beside the joined maps of that scale; then logits of each pixel from its own features.
 * Logits [B, H·W·K], pixels row-major.
 *
 * @param scales from the finest, whose maps are as large as the picture
 */
export function pixelDecoder(filters: number, scales: readonly Scale[], classes: number): HeadPart {
  const coarsest = scales.length - 1;
  const inputsOf = (index: number): number => scales[index].channels + (index === coarsest ? 0 : filters);
  return {
    parameters: {
      ...Object.fromEntries(
        scales.flatMap((_, index) => [
          [`up${index}/kernel`, beforeRelu(3, 3, inputsOf(index), filters)],
          [`up${index}/bias`, zeros(filters)],
        ]),
      ),
      'pixel/kernel': linear(1, 1, filters, classes),
      'pixel/bias': zeros(classes),
    },
    apply: (p, z) => {
      const maps = mapsIn(z, scales);
      let features = convolved(p, `up${coarsest}`, maps[coarsest]);
      for (let index = coarsest - 1; index >= 0; index -= 1) {
        features = convolved(p, `up${index}`, tf.concat([maps[index], doubled(features)], 3));
      }
      const logits = tf.add(tf.conv2d(features, p('pixel/kernel') as tf.Tensor4D, 1, 'same'), p('pixel/bias'));
      return tf.reshape(logits, [z.shape[0], -1]);
    },
  };
}

function convolved(p: ParameterReader, name: string, x: tf.Tensor4D): tf.Tensor4D {
  return tf.relu(tf.add(tf.conv2d(x, p(`${name}/kernel`) as tf.Tensor4D, 1, 'same'), p(`${name}/bias`)));
}

/**
 * Every cell four times, [B, h, w, c] → [B, 2h, 2w, c]: by joining and reshaping, which have gradients on every device;
 * those of resizing wasm lacks.
 */
export function doubled(x: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const across: tf.Tensor3D = tf.reshape(tf.concat([x, x], 3), [batch, height, 2 * width * channels]);
  return tf.reshape(tf.concat([across, across], 2), [batch, 2 * height, 2 * width, channels]);
}
