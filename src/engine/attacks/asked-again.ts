/** Asking for the same samples a second time, among others: the control of whatever a model answered. */
import type { Sample } from '../data/dataset';
import type { Embeddings, FusedModel } from '../models/fused-model';
import type { Pause } from '../pause';
import { permutation, randomFrom } from '../random';
import { downloaded, encodeAll } from './outputs';

export interface Asked {
  readonly model: FusedModel;
  readonly samples: readonly Sample[];
  readonly pause: Pause;
  /** What the model said of each the first time. */
  readonly logits: readonly Float32Array[];
  /** Inputs of some of the samples, made anew inside a tidy scope. */
  readonly embeddingsOf: (rows: readonly number[]) => Embeddings;
}

/**
 * Per sample, the largest change of a logit. A model answers by its input alone: one that draws at random, or looks at
 * what else is in the batch (dropout or batch statistics left on), answers otherwise in two batches of half the size.
 */
export async function askedAgain({ model, samples, pause, logits: before, embeddingsOf }: Asked): Promise<number[]> {
  // In no order that the data set knows, as halves of an even mixture are alike.
  const order = Array.from(permutation(samples.length, randomFrom('asked again', samples[0].id)));
  const half = Math.ceil(samples.length / 2);
  const changes = samples.map(() => 0);
  for (const rows of [order.slice(0, half), order.slice(half)]) {
    if (rows.length === 0) continue;
    await pause();
    const encodings = (): ReturnType<typeof encodeAll> => encodeAll(model, embeddingsOf(rows));
    const some = rows.map((row) => samples[row]);
    const { logits } = await downloaded(model, some, encodings, 'logits');
    rows.forEach((row, at) => {
      changes[row] = largestChange(logits[at], before[row]);
    });
  }
  return changes;
}

export function largestChange(logits: Float32Array, before: Float32Array): number {
  return logits.reduce((largest, value, at) => Math.max(largest, Math.abs(value - before[at])), 0);
}
