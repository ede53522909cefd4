/** What a model answers to attacked inputs that were stored, put back in the place of the samples' own. */
import * as tf from '@tensorflow/tfjs-core';
import type { StoredInput } from '../../shared/samples/stored-input';
import { downloaded, embedSamples, encodeAll } from '../attacks/outputs';
import type { Dataset } from '../data/dataset';
import type { Embedded, FusedModel } from '../models/fused-model';
import { answerOf } from '../models/answers';
import type { Pause } from '../pause';
import { dispose, tidy } from '../tensors';
import { decodeValues } from '../files/stored-values';

/** @returns the class answered to each; null for one that does not fit its sample */
export async function askStored(
  model: FusedModel,
  dataset: Dataset,
  inputs: readonly StoredInput[],
  pause: Pause,
): Promise<readonly (number | null)[]> {
  const answers: (number | null)[] = [];
  // One by one: then a text has no padding but its own, and nobody's answer depends on who is asked beside it.
  for (const input of inputs) {
    await pause();
    answers.push(await answered(model, dataset, input));
  }
  return answers;
}

async function answered(model: FusedModel, dataset: Dataset, { row, values }: StoredInput): Promise<number | null> {
  const sample = dataset.sample(row);
  const embeddings = tidy(() => embedSamples(model, [sample]));
  const put: Record<string, Embedded> = { ...embeddings };
  const made: tf.Tensor[] = [];
  try {
    for (const [id, text] of Object.entries(values)) {
      const own = Object.hasOwn(embeddings, id) ? embeddings[id] : null;
      const stored = decodeValues(text);
      if (own === null || stored === null || stored.length < own.values.size) return null;
      if (model.perturbs[id] === 'input' && stored.length > own.values.size) return null;
      // Of a text in a batch of longer ones the rest is padding.
      const value = tf.tensor(stored.subarray(0, own.values.size), own.values.shape);
      made.push(value);
      put[id] = { ...own, values: value };
    }
    const { logits } = await downloaded(model, [sample], () => encodeAll(model, put), 'logits');
    return answerOf(model.target, logits[0], sample);
  } finally {
    dispose([embeddings, made]);
  }
}
