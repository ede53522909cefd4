import * as tf from '@tensorflow/tfjs-core';
import type { Prediction } from '../../shared/record';
import type { Sample } from '../data/dataset';
import type { Embeddings, Encodings, FusedModel } from '../models/fused-model';
import { dispose, tidy } from '../tensors';

/** Index of the largest value; the first of equals. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) if (values[index] > values[best]) best = index;
  return best;
}

/** Logit of the label minus the largest other logit: positive while the label is predicted. */
export function margin(logits: ArrayLike<number>, label: number): number {
  let other = -Infinity;
  for (let index = 0; index < logits.length; index += 1) {
    if (index !== label && logits[index] > other) other = logits[index];
  }
  return logits[label] - other;
}

/** Softmax probability of a class, in double precision. */
export function probability(logits: Float32Array, index: number): number {
  return Math.exp(logits[index] - logSumExp(logits));
}

/** Cross-entropy of a label, in nats; keeps apart what is far below the rounding of 1, as on confident samples. */
export function crossEntropy(logits: Float32Array, label: number): number {
  const odds = logSumExp(logits.filter((_, index) => index !== label)) - logits[label];
  return odds > 30 ? odds : Math.log1p(Math.exp(odds));
}

function logSumExp(logits: Float32Array): number {
  const largest = logits[argMax(logits)];
  return largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

/** Samples → device, every modality of the model. */
export function embedSamples(model: FusedModel, samples: readonly Sample[]): Embeddings {
  return Object.fromEntries(
    Object.keys(model.modalities).map((id) => [
      id,
      model.embed(
        id,
        samples.map((sample) => sample.inputs[id]),
      ),
    ]),
  );
}

export function encodeAll(model: FusedModel, embeddings: Embeddings): Encodings {
  return Object.fromEntries(Object.entries(embeddings).map(([id, embedded]) => [id, model.encode(id, embedded)]));
}

/** What is fetched besides the logits: nothing, the fused embedding, or only the index of its largest value. */
export type Wanted = 'logits' | 'z' | 'zArgmax';

/** Logits [S, K] of a batch, as host arrays per sample. */
export interface Outputs {
  readonly logits: readonly Float32Array[];
  /** Fused embedding [S, D]; null where it was not wanted or the model hides it. */
  readonly z: readonly Float32Array[] | null;
  /** arg max of the fused embedding [S]; null likewise. */
  readonly zArgmax: ArrayLike<number> | null;
}

/** Runs fusion and head on encodings made inside a tidy scope, and fetches what is wanted, at once. */
export async function downloaded(model: FusedModel, encodings: () => Encodings, wanted: Wanted): Promise<Outputs> {
  const given = model.gives.has('embedding');
  const results = tidy(() => {
    const z = model.fuse(encodings());
    return {
      logits: model.decide(z),
      z: given && wanted === 'z' ? z : null,
      zArgmax: given && wanted === 'zArgmax' ? tf.argMax<tf.Tensor1D>(z, 1) : null,
    };
  });
  try {
    const [logits, z, zArgmax] = await Promise.all([
      rowsOf(results.logits),
      results.z === null ? null : rowsOf(results.z),
      results.zArgmax === null ? null : results.zArgmax.data<'int32'>(),
    ]);
    return { logits, z, zArgmax };
  } finally {
    dispose(results);
  }
}

export async function predictSamples(
  model: FusedModel,
  samples: readonly Sample[],
  wanted: Wanted = 'z',
): Promise<Outputs> {
  return downloaded(model, () => encodeAll(model, embedSamples(model, samples)), wanted);
}

export function predictionOf(logits: Float32Array): Prediction {
  return { logits: Array.from(logits), predicted: argMax(logits) };
}

/** A matrix as host arrays per row. */
export async function rowsOf(matrix: tf.Tensor2D): Promise<readonly Float32Array[]> {
  const [rows, width] = matrix.shape;
  const values = (await matrix.data()) as Float32Array;
  return Array.from({ length: rows }, (_, row) => values.slice(row * width, (row + 1) * width));
}
