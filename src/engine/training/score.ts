import * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset';
import type { Embedded, Encoding, Encodings } from '../models/fused-model';
import type { Target } from '../../shared/target';
import { answerOf } from '../models/answers';
import { lossesOf, targetsOf } from '../models/targets';
import type { Network } from '../models/network';
import type { Parameters } from '../models/parameters';
import type { Pause } from '../pause';
import { askedOf, batchOf, chunks, type Batch } from './batches';

/** Rows scored together. */
export const CHUNK = 100;

export interface Score {
  /** Sum of the losses. */
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

/** Rows that are answered rightly. */
export function correctOf(
  target: Target | undefined,
  logits: tf.TypedArray,
  batch: Pick<Batch, 'labels' | 'targets'>,
): number {
  const asked = askedOf(batch);
  const width = logits.length / asked.length;
  return asked.filter(
    (own, row) => answerOf(target, logits.subarray(row * width, (row + 1) * width), own) === own.label,
  ).length;
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
      const targets = targetsOf(askedOf(batch), network.classes);
      return [result, lossesOf(network.target, tf.reshape(result, targets.shape), targets)];
    });
    count += batch.labels.length;
    correct += correctOf(network.target, await logits.data(), batch);
    for (const value of await losses.data<'float32'>()) loss += value;
    tf.dispose([logits, losses]);
  }
  return { loss, correct, count };
}
