import * as tf from '@tensorflow/tfjs-core';
import { denseSpecs, denseTokens, layerNorm, layerNormSpecs } from '../../layers';
import type { ParameterReader, ParameterSpecs } from '../../parameters';

/**
 * The transformer layer of UmURL's code: one head, a feed-forward part as wide as a token, each part normalised after its sum
 * (Vaswani et al., arXiv 1706.03762, which its number of weights fits), no normalisation behind the last.
 */
export function layerSpecs(name: string, width: number): ParameterSpecs {
  return {
    ...denseSpecs(`${name}/query-key-value`, width, 3 * width, 'linear'),
    ...denseSpecs(`${name}/output`, width, width, 'linear'),
    ...layerNormSpecs(`${name}/norm1`, width),
    ...denseSpecs(`${name}/expand`, width, width, 'relu'),
    ...denseSpecs(`${name}/contract`, width, width, 'linear'),
    ...layerNormSpecs(`${name}/norm2`, width),
  };
}

/** [B, N, D] → [B, N, D]. */
export function layer(p: ParameterReader, name: string, x: tf.Tensor3D): tf.Tensor3D {
  const width = x.shape[2];
  const [query, key, value] = tf.split<tf.Tensor3D>(denseTokens(p, `${name}/query-key-value`, x), 3, 2);
  const scores = tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(width));
  const mixed = denseTokens(p, `${name}/output`, tf.matMul(tf.softmax(scores), value));
  const attended = layerNorm(p, `${name}/norm1`, tf.add(x, mixed));
  const inner = tf.relu(denseTokens(p, `${name}/expand`, attended));
  return layerNorm(p, `${name}/norm2`, tf.add(attended, denseTokens(p, `${name}/contract`, inner)));
}
