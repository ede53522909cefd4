import * as tf from '@tensorflow/tfjs-core';
import { dense, denseSpecs } from '../layers';
import type { ParameterReader, ParameterSpecs } from '../parameters';

/** Added to the score of a masked key: it vanishes in the softmax, and stays finite. */
const MASKED = -1e9;

/** What a query may look at. */
export interface Sight {
  /** Added to scores [B, 1, queries, keys]. */
  readonly bias: tf.Tensor4D;
  /** 1 where a sample has a key at all, else 0, [B, 1, 1, 1]. */
  readonly any: tf.Tensor4D;
}

/** Steps that a sample has, [B], of a mask [B, T]. */
export function lengthsIn(mask: tf.Tensor2D): tf.Tensor1D {
  return tf.sum(mask, 1);
}

/**
 * Keys that are there and, where time runs one way only, not in the future: query i of a target of L_t steps sees the keys
 * j ≤ i + |L_s − L_t| of a source of L_s steps (as the released code has it for unequal lengths). Lengths are each sample's
 * own, so that padding changes nothing.
 *
 * @param queries mask [B, T_t] @param keys mask [B, T_s]
 */
export function sightOf(queries: tf.Tensor2D, keys: tf.Tensor2D, causal: boolean): Sight {
  const [batch, count] = keys.shape;
  const lengths = lengthsIn(keys);
  const any = tf.reshape(tf.minimum(lengths, 1), [batch, 1, 1, 1]);
  const missing = tf.reshape(tf.sub(1, keys), [batch, 1, 1, count]);
  if (!causal) return { bias: tf.mul(missing, MASKED), any: any as tf.Tensor4D };
  const asking = queries.shape[1];
  const offset = tf.reshape(tf.abs(tf.sub(lengths, lengthsIn(queries))), [batch, 1, 1]);
  const ahead = tf.sub(
    tf.reshape(tf.range(0, count, 1, 'float32'), [1, 1, count]),
    tf.reshape(tf.range(0, asking, 1, 'float32'), [1, asking, 1]),
  );
  const future = tf.cast(tf.greater(ahead, offset), 'float32');
  const hidden = tf.maximum(tf.reshape(future, [batch, 1, asking, count]), missing);
  return { bias: tf.mul<tf.Tensor4D>(hidden, MASKED), any: any as tf.Tensor4D };
}

export function attentionSpecs(name: string, width: number): ParameterSpecs {
  return {
    ...denseSpecs(`${name}/query`, width, width, 'linear'),
    ...denseSpecs(`${name}/key-value`, width, 2 * width, 'linear'),
    ...denseSpecs(`${name}/output`, width, width, 'linear'),
  };
}

/** Several sources of one kind, each looked at by itself. */
export interface Looking {
  readonly sources: readonly tf.Tensor3D[];
  readonly sight: Sight;
  /** Share of each source in the result, [sources]; null: as much of each. */
  readonly shares: tf.Tensor1D | null;
}

/**
 * Multi-head attention from queries [B, T_t, D] to each of some sources [B, T_s, D], all by the same weights; what is found in
 * each is added up by its share. Scores are q·k/√(D/heads).
 */
export function attend(
  p: ParameterReader,
  name: string,
  heads: number,
  queries: tf.Tensor3D,
  { sources, sight, shares }: Looking,
): tf.Tensor3D {
  const [batch, asking, width] = queries.shape;
  const size = width / heads;
  const flat = (x: tf.Tensor3D): tf.Tensor2D => tf.reshape(x, [x.shape[0] * x.shape[1], width]);
  const query = byHead(dense(p, `${name}/query`, flat(queries)), batch, asking, heads, size);
  const found = sources.map((source) => {
    const count = source.shape[1];
    const both = dense(p, `${name}/key-value`, flat(source));
    const [key, value] = tf.split(both, 2, 1).map((part) => byHead(part, batch, count, heads, size));
    const scores = tf.add(tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(size)), sight.bias);
    return tf.matMul(tf.softmax(scores), value);
  });
  const mixed = tf.mul(added(found, shares), sight.any);
  const merged: tf.Tensor2D = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch * asking, width]);
  return tf.reshape(dense(p, `${name}/output`, merged), [batch, asking, width]);
}

function added(found: readonly tf.Tensor[], shares: tf.Tensor1D | null): tf.Tensor {
  if (shares === null && found.length === 1) return found[0];
  if (shares === null)
    return tf.mul(
      found.reduce((sum, each) => tf.add(sum, each)),
      1 / found.length,
    );
  // Slices, since tfjs has no gradient of a split in one.
  return found.map((each, at) => tf.mul(each, tf.slice(shares, at, 1))).reduce((sum, each) => tf.add(sum, each));
}

/** [B·N, H·d] → [B, H, N, d]. */
function byHead(x: tf.Tensor, batch: number, count: number, heads: number, size: number): tf.Tensor4D {
  return tf.transpose<tf.Tensor4D>(tf.reshape(x, [batch, count, heads, size]), [0, 2, 1, 3]);
}
