import * as tf from '@tensorflow/tfjs-core';
import type { Integration } from '../../../shared/training/integration';
import type { Dataset } from '../../data/dataset';
import type { IntegratedNetwork } from '../../models/integrated';
import type { Parameters } from '../../models/parameters';
import type { Pause } from '../../pause';
import { tidy } from '../../tensors';
import { batchOf, chunks, type Batch } from '../batches';
import { CHUNK } from '../score';

/**
 * What bound B1 of CRMT is made of, for one linear head over all modalities, W_k^(m) = a_k^(m) times the row of the class:
 * c = ‖W_y − W_j‖₂ and, of the margin ζ between two classes, the largest slope over samples. As of `largestSlopes`, the largest
 * of some is no upper bound.
 *
 * @param parameters those that are kept: with the weights of the second step, where there was one
 */
export async function jointPairs(
  network: IntegratedNetwork,
  parameters: Parameters,
  dataset: Dataset,
  rows: readonly number[],
  pause: Pause,
  onPart: () => void,
): Promise<NonNullable<Integration['joint']>> {
  const ids = Object.keys(network.modalities);
  const leadSlopes = Object.fromEntries(ids.map((id) => [id, [] as number[][]]));
  for (const chunk of chunks(rows, CHUNK)) {
    const { inputs } = batchOf(dataset, network, chunk);
    for (const id of ids) {
      await pause();
      const largest = tidy(() => largestOfPairs(network, parameters, id, inputs[id], dataset.manifest.classes.length));
      try {
        const found = await largest.array();
        leadSlopes[id] = found.map((own, y) => own.map((slope, j) => Math.max(slope, leadSlopes[id].at(y)?.[j] ?? 0)));
      } finally {
        largest.dispose();
      }
      onPart();
    }
  }
  const factors: Record<string, number[][]> = {};
  const slopes: Record<string, number[][]> = {};
  for (const id of ids) {
    const own = await factorsOf(network, parameters, id);
    factors[id] = own;
    slopes[id] = leadSlopes[id].map((of, y) => of.map((slope, j) => (own[y][j] === 0 ? 0 : slope / own[y][j])));
  }
  return { factors, slopes };
}

/** ‖∂(a_y s_y − a_j s_j)/∂x‖₂, [K, K], the largest of a batch: from one gradient a class, whose products give every pair. */
function largestOfPairs(
  network: IntegratedNetwork,
  parameters: Parameters,
  id: string,
  inputs: Batch['inputs'][string],
  classes: number,
): tf.Tensor2D {
  const embedded = network.embed(parameters, id, inputs);
  const weighted = (k: number) => (values: tf.Tensor) => {
    const encoding = network.encode(parameters, id, { ...embedded, values });
    const scores = tf.mul<tf.Tensor2D>(
      network.integration.score(parameters, id, encoding),
      parameters[network.integration.weights[id]],
    );
    return tf.sum<tf.Scalar>(tf.slice(scores, [0, k], [-1, 1]));
  };
  const gradients = tf.stack(
    Array.from({ length: classes }, (_, k) =>
      tf.tidy(() => tf.reshape(tf.grad(weighted(k))(embedded.values), [embedded.values.shape[0], -1])),
    ),
    1,
  );
  const products = tf.matMul<tf.Tensor3D>(gradients, gradients, false, true);
  const squares = tf.sum(tf.square(gradients), 2);
  const apart = tf.sub(tf.add(tf.expandDims(squares, 2), tf.expandDims(squares, 1)), tf.mul(products, 2));
  return tf.sqrt(tf.relu(tf.max<tf.Tensor2D>(apart, 0)));
}

async function factorsOf(network: IntegratedNetwork, parameters: Parameters, id: string): Promise<number[][]> {
  const heads = tidy(() => {
    const { integration } = network;
    return tf.mul<tf.Tensor2D>(integration.rows(parameters, id), tf.expandDims(parameters[integration.weights[id]], 1));
  });
  try {
    const all = await heads.array();
    return all.map((own) => all.map((other) => Math.hypot(...own.map((value, d) => value - other[d]))));
  } finally {
    heads.dispose();
  }
}
