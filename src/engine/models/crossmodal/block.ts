import * as tf from '@tensorflow/tfjs-core';
import { denseSpecs, denseTokens, layerNorm, layerNormSpecs } from '../layers';
import type { ParameterReader, ParameterSpecs } from '../parameters';
import { attend, attentionSpecs, type Looking } from './attention';

/** Width of the feed-forward layer, in multiples of the block's width. */
const EXPANSION = 4;

export function blockSpecs(name: string, width: number): ParameterSpecs {
  return {
    ...layerNormSpecs(`${name}/norm1`, width),
    ...attentionSpecs(name, width),
    ...layerNormSpecs(`${name}/norm2`, width),
    ...denseSpecs(`${name}/expand`, width, EXPANSION * width, 'relu'),
    ...denseSpecs(`${name}/contract`, EXPANSION * width, width, 'linear'),
  };
}

/**
 * One pre-norm block: U = Z + MHA(q = LN(Z), k = v = LN(sources)), Z' = U + W_2 ReLU(W_1 LN(U)). Queries and sources share
 * the first normalisation, as in the released code of MulT.
 */
export function block(
  p: ParameterReader,
  name: string,
  heads: number,
  z: tf.Tensor3D,
  looking: Omit<Looking, 'shares'> & { readonly shares?: tf.Tensor1D | null },
): tf.Tensor3D {
  const normed = looking.sources.map((source) => layerNorm(p, `${name}/norm1`, source));
  const found = attend(p, name, heads, layerNorm(p, `${name}/norm1`, z), {
    sources: normed,
    sight: looking.sight,
    shares: looking.shares ?? null,
  });
  const u: tf.Tensor3D = tf.add(z, found);
  const fed = denseTokens(
    p,
    `${name}/contract`,
    tf.relu(denseTokens(p, `${name}/expand`, layerNorm(p, `${name}/norm2`, u))),
  );
  return tf.add(u, fed);
}
