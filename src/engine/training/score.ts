import * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset';
import type { Embedded, Encoding, Encodings } from '../models/fused-model';
import type { Target } from '../../shared/data/target';
import { answerOf } from '../models/answers';
import { lossesOf, targetsOf } from '../models/targets';
import type { Network } from '../models/network';
import type { Parameters } from '../models/parameters';
import type { Pause } from '../pause';
import { askedOf, batchOf, chunks, type Batch } from './batches';
import type { OwnFacts, Watch } from './own-answers';

/** Rows scored together. */
export const CHUNK = 100;

export interface Score {
  /** Sum of the losses. */
  readonly loss: number;
  readonly correct: number;
  /** Of labels: one a sample, or one a pixel. */
  readonly count: number;
  /** What is seen of each modality by itself; empty where nothing is watched. */
  readonly own: OwnFacts;
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
    Object.keys(network.modalities).map((id) => [id, change(id, encodingOf(network, parameters, id, inputs, shift))]),
  );
}

/** Of one modality. @param shift as above */
export function encodingOf(
  network: Network,
  parameters: Parameters,
  id: string,
  inputs: Batch['inputs'],
  shift: Readonly<Record<string, tf.Tensor>> = {},
): Encoding {
  const plain: Embedded = network.embed(parameters, id, inputs[id]);
  const embedded = id in shift ? { ...plain, values: tf.add(plain.values, shift[id]) } : plain;
  return network.encode(parameters, id, embedded);
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

/**
 * Loss and accuracy over rows, without dropout.
 *
 * @param pause called before every chunk; may throw
 * @param watch what else is summed up; null for nothing
 */
export async function scoreOf(
  network: Network,
  parameters: Parameters,
  dataset: Dataset,
  rows: readonly number[],
  pause: Pause,
  watch: Watch | null = null,
): Promise<Score> {
  let loss = 0;
  let correct = 0;
  let count = 0;
  let sums: readonly number[] = [];
  for (const chunk of chunks(rows, CHUNK)) {
    await pause();
    const batch = batchOf(dataset, network, chunk);
    const [logits, losses, watched] = tf.tidy(() => {
      const encodings = encodingsOf(network, parameters, batch.inputs);
      const result = network.decide(parameters, network.fuse(parameters, encodings));
      const targets = targetsOf(askedOf(batch), network.classes);
      return [
        result,
        lossesOf(network.target, tf.reshape(result, targets.shape), targets),
        watch?.sums(encodings, batch) ?? tf.zeros([0]),
      ];
    });
    count += batch.labels.length;
    correct += correctOf(network.target, await logits.data(), batch);
    for (const value of await losses.data<'float32'>()) loss += value;
    const seen = await watched.data<'float32'>();
    sums = Array.from(seen, (sum, index) => sum + (sums[index] ?? 0));
    tf.dispose([logits, losses, watched]);
  }
  return { loss, correct, count, own: watch?.facts(sums, count) ?? {} };
}
