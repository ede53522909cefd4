import type * as tf from '@tensorflow/tfjs-core';
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

/** Fused embedding [S, D] (null where the model hides it) and logits [S, K] of a batch, as host arrays per sample. */
export interface Outputs {
  readonly logits: readonly Float32Array[];
  readonly z: readonly Float32Array[] | null;
}

/** Runs the model from embeddings. The embeddings stay the caller's. */
export async function outputsOf(model: FusedModel, embeddings: Embeddings): Promise<Outputs> {
  return downloaded(model, () => encodeAll(model, embeddings));
}

/** Runs fusion and head on encodings made inside a tidy scope, and fetches the results. */
export async function downloaded(model: FusedModel, encodings: () => Encodings): Promise<Outputs> {
  const [z, logits] = tidy(() => {
    const fused = model.fuse(encodings());
    return [fused, model.decide(fused)];
  });
  try {
    const wanted = model.gives.has('embedding');
    return { logits: await rowsOf(logits), z: wanted ? await rowsOf(z) : null };
  } finally {
    dispose([z, logits]);
  }
}

export async function predictSamples(model: FusedModel, samples: readonly Sample[]): Promise<Outputs> {
  const embeddings = tidy(() => embedSamples(model, samples));
  try {
    return await outputsOf(model, embeddings);
  } finally {
    dispose(embeddings);
  }
}

export function predictionOf(logits: Float32Array): Prediction {
  return { logits: Array.from(logits), predicted: argMax(logits) };
}

async function rowsOf(matrix: tf.Tensor2D): Promise<readonly Float32Array[]> {
  const [rows, width] = matrix.shape;
  const values = (await matrix.data()) as Float32Array;
  return Array.from({ length: rows }, (_, row) => values.slice(row * width, (row + 1) * width));
}
