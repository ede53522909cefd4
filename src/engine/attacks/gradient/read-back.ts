/** Attacked inputs fetched from the device, as a file would hold them, and put there again. */
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../../shared/map-values';
import { gatherEmbedded } from '../../models/encodings';
import { askedAgain } from '../asked-again';
import type { AttackContext, Values } from '../attack';

/**
 * Per sample, the largest change of a logit when the attacked input is read back and asked again, among others.
 *
 * @param logits what the model said of them before
 */
export async function readBack(
  { model, samples, embeddings, pause, onInput }: AttackContext,
  values: Values,
  logits: readonly Float32Array[],
): Promise<readonly number[]> {
  const fetched: Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }> = {};
  for (const [id, value] of Object.entries(values)) {
    fetched[id] = { shape: value.shape.slice(1), data: (await value.data()) as Float32Array };
  }
  samples.forEach(({ row }, index) => {
    onInput?.(
      row,
      mapValues(fetched, ({ shape, data }) => ofRow(shape, data, index)),
    );
  });
  return askedAgain({
    model,
    samples,
    pause,
    logits,
    embeddingsOf: (rows) =>
      mapValues(embeddings, (whole, id) => {
        const own = gatherEmbedded(whole, rows);
        return id in fetched ? { ...own, values: rowsOf(fetched[id], rows) } : own;
      }),
  });
}

function rowsOf(
  { shape, data }: { readonly shape: readonly number[]; readonly data: Float32Array },
  rows: readonly number[],
): tf.Tensor {
  const some = rows.map((row) => ofRow(shape, data, row));
  const all = new Float32Array(some.reduce((sum, { length }) => sum + length, 0));
  some.forEach((own, at) => {
    all.set(own, at * own.length);
  });
  return tf.tensor(all, [rows.length, ...shape]);
}

function ofRow(shape: readonly number[], data: Float32Array, row: number): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  return data.subarray(row * size, (row + 1) * size);
}
