import * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../../data/dataset';
import type { IntegratedNetwork } from '../../models/integrated';
import type { Parameters } from '../../models/parameters';
import type { Pause } from '../../pause';
import { tidy } from '../../tensors';
import { batchOf, chunks } from '../batches';
import { CHUNK } from '../score';

/** Pieces of work that `largestSlopes` says to have done, and `jointPairs` after it where a head is joint. */
export function slopeParts(network: IntegratedNetwork, rows: number): number {
  const passes = network.integration.joint ? 2 : 1;
  return passes * Object.keys(network.modalities).length * Math.ceil(rows / CHUNK);
}

/**
 * τ_k^(m): the largest ‖∂s_k^(m)/∂x^(m)‖₂ over samples, for every class, by modality. Where a modality is attacked in its
 * embedding, x is the embedding.
 *
 * Of s, which has no weight in it yet, and with a gradient of its own for every modality and class: the released code takes
 * the fused logit, so that a counts twice, and adds the visual gradients of all classes up. Without dropout, the gradient of
 * a sum over a batch holds those of its samples. The largest of some is no upper bound: what follows from it is an estimate.
 *
 * @param pause awaited before every part; may throw
 */
export async function largestSlopes(
  network: IntegratedNetwork,
  parameters: Parameters,
  dataset: Dataset,
  rows: readonly number[],
  pause: Pause,
  onPart: () => void,
): Promise<Readonly<Record<string, number[]>>> {
  const classes = dataset.manifest.classes.length;
  const ids = Object.keys(network.modalities);
  const largest = Object.fromEntries(ids.map((id) => [id, Array.from({ length: classes }, () => 0)]));
  for (const chunk of chunks(rows, CHUNK)) {
    const { inputs } = batchOf(dataset, network, chunk);
    for (const id of ids) {
      await pause();
      const norms = tidy(() => {
        const embedded = network.embed(parameters, id, inputs[id]);
        const score = (k: number) => (values: tf.Tensor) => {
          const encoding = network.encode(parameters, id, { ...embedded, values });
          return tf.sum<tf.Scalar>(tf.slice(network.integration.score(parameters, id, encoding), [0, k], [-1, 1]));
        };
        return tf.stack(
          Array.from({ length: classes }, (_, k) =>
            tf.tidy(() => {
              const gradient = tf.grad(score(k))(embedded.values);
              const squares = tf.sum(tf.square(tf.reshape(gradient, [chunk.length, -1])), 1);
              return tf.sqrt(tf.max(squares));
            }),
          ),
        );
      });
      try {
        (await norms.data()).forEach((norm, k) => {
          largest[id][k] = Math.max(largest[id][k], norm);
        });
      } finally {
        norms.dispose();
      }
      onPart();
    }
  }
  return largest;
}
