/** The control of clean answers: the same samples asked a second time, among others. */
import { downloaded, embedSamples, encodeAll } from '../attacks/outputs';
import type { MicroBatch } from '../attacks/micro-batch';
import type { Sample } from '../data/dataset';
import { permutation, randomFrom } from '../random';

/**
 * Per sample, the largest change of a logit. A model answers by its input alone: one that draws at random, or looks at
 * what else is in the batch (dropout or batch statistics left on), answers otherwise in two batches of half the size.
 */
export async function askedAgain({ model, samples, clean, pause }: MicroBatch): Promise<readonly number[]> {
  // In no order that the data set knows, as halves of an even mixture are alike.
  const order = permutation(samples.length, randomFrom('asked again', samples[0].id));
  const half = Math.ceil(samples.length / 2);
  const changes = samples.map(() => 0);
  for (const rows of [order.slice(0, half), order.slice(half)]) {
    if (rows.length === 0) continue;
    const asked: readonly Sample[] = Array.from(rows, (row) => samples[row]);
    await pause();
    const encodings = (): ReturnType<typeof encodeAll> => encodeAll(model, embedSamples(model, asked));
    const { logits } = await downloaded(model, asked, encodings, 'logits');
    rows.forEach((row, at) => {
      changes[row] = largestChange(logits[at], clean.logits[row]);
    });
  }
  return changes;
}

function largestChange(logits: Float32Array, before: Float32Array): number {
  return logits.reduce((largest, value, at) => Math.max(largest, Math.abs(value - before[at])), 0);
}
