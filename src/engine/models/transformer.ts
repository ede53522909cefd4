import * as tf from '@tensorflow/tfjs-core';
import { dense, denseSpecs, denseTokens, layerNorm, layerNormSpecs } from './layers';
import type { ParameterReader, ParameterSpecs } from './parameters';

export interface TransformerShape {
  readonly width: number;
  readonly blocks: number;
  readonly heads: number;
}

/** Width of the feed-forward layer, in multiples of the block's width. */
const EXPANSION = 2;

/** Added to the score of a masked key: large enough to vanish in the softmax, small enough to stay finite. */
const MASKED = -1e9;

/** Parameters of a stack of blocks and the layer normalisation that ends it. */
export function transformerSpecs({ width, blocks }: TransformerShape): ParameterSpecs {
  const specs = Array.from({ length: blocks }, (_, index) => ({
    ...layerNormSpecs(`block${index}/norm1`, width),
    ...denseSpecs(`block${index}/query-key-value`, width, 3 * width, 'linear'),
    ...denseSpecs(`block${index}/output`, width, width, 'linear'),
    ...layerNormSpecs(`block${index}/norm2`, width),
    ...denseSpecs(`block${index}/expand`, width, EXPANSION * width, 'relu'),
    ...denseSpecs(`block${index}/contract`, EXPANSION * width, width, 'linear'),
  }));
  return Object.assign({}, ...specs, layerNormSpecs('norm', width)) as ParameterSpecs;
}

/** Multiply-adds of the blocks per token of `count`: projections, feed-forward layer, and attention to every token. */
export function transformerMultiplyAdds({ width, blocks }: TransformerShape, count: number): number {
  return blocks * (4 * width * width + 2 * EXPANSION * width * width + 2 * count * width);
}

/**
 * Pre-norm transformer encoder (Vaswani et al., arXiv 1706.03762; normalisation first as in Xiong et al.,
 * arXiv 2002.04745): tokens [B, N, D] with mask [B, N] → [B, N, D].
 *
 * Masked tokens are no keys. Their own outputs are finite but mean nothing. A sample without any token gives finite
 * outputs too, since a softmax over equally masked keys is uniform.
 */
export function transformer(
  p: ParameterReader,
  { blocks, heads }: TransformerShape,
  tokens: tf.Tensor3D,
  mask: tf.Tensor2D,
): tf.Tensor3D {
  const [batch, count] = mask.shape;
  const bias = tf.reshape(tf.mul(tf.sub(1, mask), MASKED), [batch, 1, 1, count]);
  let x = tokens;
  for (let index = 0; index < blocks; index += 1) {
    const name = `block${index}`;
    x = tf.add(x, attention(p, name, heads, layerNorm(p, `${name}/norm1`, x), bias));
    x = tf.add(x, feedForward(p, name, layerNorm(p, `${name}/norm2`, x)));
  }
  return layerNorm(p, 'norm', x);
}

/** Multi-head self-attention, scores q·k/√d + bias. */
function attention(p: ParameterReader, name: string, heads: number, x: tf.Tensor3D, bias: tf.Tensor): tf.Tensor3D {
  const [batch, count, width] = x.shape;
  const size = width / heads;
  const flat: tf.Tensor2D = tf.reshape(x, [batch * count, width]);
  const joined = dense(p, `${name}/query-key-value`, flat);
  const [query, key, value] = tf.split(joined, 3, 1).map((part) => byHead(part, batch, count, heads, size));
  const scores = tf.add(tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(size)), bias);
  const mixed = tf.matMul(tf.softmax(scores), value);
  const merged: tf.Tensor2D = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch * count, width]);
  return tf.reshape(dense(p, `${name}/output`, merged), [batch, count, width]);
}

/** [B·N, H·d] → [B, H, N, d]. */
function byHead(x: tf.Tensor, batch: number, count: number, heads: number, size: number): tf.Tensor4D {
  return tf.transpose<tf.Tensor4D>(tf.reshape(x, [batch, count, heads, size]), [0, 2, 1, 3]);
}

function feedForward(p: ParameterReader, name: string, x: tf.Tensor3D): tf.Tensor3D {
  return denseTokens(p, `${name}/contract`, tf.relu(denseTokens(p, `${name}/expand`, x)));
}
