import * as tf from '@tensorflow/tfjs-core';
import type { Encodings } from '../models/fused-model';
import { dispose, tidy } from '../tensors';

/**
 * cos(f_a, f_b) of the encodings of every two modalities that are vectors of one width, per sample, in [−1, 1]; null where
 * there are no such two. A vector of zeros has no direction: 0. (Tian and Xu, arXiv 2104.02000, section 4.)
 *
 * @param encodings made inside a tidy scope
 */
export async function alignedOf(
  encodings: () => Encodings,
): Promise<readonly Readonly<Record<string, number>>[] | null> {
  const found = tidy(() => {
    const vectors = Object.entries(encodings()).flatMap(([id, encoding]) =>
      encoding.form === 'vector' ? [{ id, values: encoding.values }] : [],
    );
    const pairs = vectors.flatMap((a, place) =>
      vectors.slice(place + 1).flatMap((b) => (a.values.shape[1] === b.values.shape[1] ? [[a, b] as const] : [])),
    );
    return Object.fromEntries(pairs.map(([a, b]) => [`${a.id} · ${b.id}`, cosines(a.values, b.values)]));
  });
  try {
    const all = await Promise.all(
      Object.entries(found).map(async ([pair, values]) => [pair, await values.data()] as const),
    );
    if (all.length === 0) return null;
    return Array.from(all[0][1], (_, row) => Object.fromEntries(all.map(([pair, values]) => [pair, values[row]])));
  } finally {
    dispose(found);
  }
}

function cosines(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor1D {
  const squares = (rows: tf.Tensor2D): tf.Tensor1D => tf.sum(tf.square(rows), 1);
  const lengths = tf.sqrt(tf.mul(squares(a), squares(b)));
  const cosine = tf.divNoNan<tf.Tensor1D>(tf.sum(tf.mul(a, b), 1), lengths);
  return tf.clipByValue<tf.Tensor1D>(cosine, -1, 1);
}
