import * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset';
import { crossEntropies } from '../models/cross-entropies';
import type { Embedded, Encoding, Encodings } from '../models/fused-model';
import { argMax } from '../models/logits';
import type { Network } from '../models/network';
import type { Parameters } from '../models/parameters';
import type { Pause } from '../pause';
import { batchOf, chunks, oneHot, type Batch } from './batches';

/** Rows scored together. */
export const CHUNK = 100;

export interface Score {
  /** Sum of the cross-entropies. */
  readonly loss: number;
  readonly correct: number;
  /** Of labels: one a sample, or one a pixel. */
  readonly count: number;
}

/** Encodings of a batch; `change` sees every one of them. @param shift added to embedded values [B, …], by modality */
export function encodingsOf(
  network: Network,
  parameters: Parameters,
  inputs: Batch['inputs'],
  change: (modality: string, encoding: Encoding) => Encoding = (_modality, encoding) => encoding,
  shift: Readonly<Record<string, tf.Tensor>> = {},
): Encodings {
  return Object.fromEntries(
    Object.keys(network.modalities).map((id) => {
      const plain: Embedded = network.embed(parameters, id, inputs[id]);
      const embedded = id in shift ? { ...plain, values: tf.add(plain.values, shift[id]) } : plain;
      return [id, change(id, network.encode(parameters, id, embedded))];
    }),
  );
}

/** Logits [B, K] of a batch. */
export function logitsOf(network: Network, parameters: Parameters, inputs: Batch['inputs']): tf.Tensor2D {
  return network.decide(parameters, network.fuse(parameters, encodingsOf(network, parameters, inputs)));
}

/** Rows whose largest logit (the first of equals) is that of the label. */
export function correctOf(logits: tf.TypedArray, labels: Int32Array): number {
  const classes = logits.length / labels.length;
  return labels.filter((label, row) => argMax(logits.subarray(row * classes, (row + 1) * classes)) === label).length;
}

/** Loss and accuracy over rows, without dropout. `pause` is called before every chunk and may throw. */
export async function scoreOf(
  network: Network,
  parameters: Parameters,
  dataset: Dataset,
  rows: readonly number[],
  pause: Pause,
): Promise<Score> {
  let loss = 0;
  let correct = 0;
  let count = 0;
  for (const chunk of chunks(rows, CHUNK)) {
    await pause();
    const batch = batchOf(dataset, network, chunk);
    const [logits, losses] = tf.tidy(() => {
      const result = logitsOf(network, parameters, batch.inputs);
      const targets = oneHot(batch.labels, network.classes);
      return [result, crossEntropies(tf.reshape(result, targets.shape), targets)];
    });
    count += batch.labels.length;
    correct += correctOf(await logits.data(), batch.labels);
    for (const value of await losses.data<'float32'>()) loss += value;
    tf.dispose([logits, losses]);
  }
  return { loss, correct, count };
}
