/** Running a model on samples, and what is fetched of it. */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../shared/errors';
import type { Sample } from '../data/dataset';
import type { Embeddings, Encodings, FusedModel } from '../models/fused-model';
import { dispose, tidy } from '../tensors';

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

/** Both of samples as they are; the caller disposes of them. */
export function openSamples(
  model: FusedModel,
  samples: readonly Sample[],
): { readonly embeddings: Embeddings; readonly encodings: Encodings } {
  return tidy(() => {
    const embeddings = embedSamples(model, samples);
    return { embeddings, encodings: encodeAll(model, embeddings) };
  });
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

/**
 * Runs fusion and head on encodings made inside a tidy scope, and fetches what is wanted, at once.
 *
 * @param samples whose row each is, for errors
 * @throws LabError `internal` for a logit that is no finite number: it has no largest class, so no label
 */
export async function downloaded(
  model: FusedModel,
  samples: readonly Sample[],
  encodings: () => Encodings,
  wanted: Wanted,
): Promise<Outputs> {
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
    refuseNotFinite(logits, samples, model);
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
  return downloaded(model, samples, () => encodeAll(model, embedSamples(model, samples)), wanted);
}

function refuseNotFinite(
  logits: readonly Float32Array[],
  samples: readonly Sample[],
  { isImported }: Pick<FusedModel, 'isImported'>,
): void {
  const row = logits.findIndex((own) => !own.every(Number.isFinite));
  if (row === -1) return;
  const message = `The model gives the logits ${logits[row].join(', ')}, which decide nothing.`;
  const where = `sample ${samples[row].id}`;
  // What others made is a file like any other: that it is wrong is no fault of the program.
  throw isImported === true
    ? new LabError('damaged', message, {
        where,
        remedy: 'Look at scale, mean and std in its map, or export the model again and import that.',
      })
    : new LabError('internal', message, { where, remedy: 'Train it with a lower learning rate.' });
}

/** A matrix as host arrays per row. */
export async function rowsOf(matrix: tf.Tensor2D): Promise<readonly Float32Array[]> {
  const [rows, width] = matrix.shape;
  const values = (await matrix.data()) as Float32Array;
  return Array.from({ length: rows }, (_, row) => values.slice(row * width, (row + 1) * width));
}
