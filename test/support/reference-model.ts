import * as tf from '@tensorflow/tfjs-core';
import { initBackend } from '../../src/engine/backends/registry';
import type { Sample } from '../../src/engine/data/dataset';
import { layout } from '../../src/engine/lab/layout';
import { loadModel } from '../../src/engine/models/load';

export type Inputs = Sample['inputs'];

/** Logits of samples by a trained model of a lab folder. */
export type Reference = (inputs: readonly Inputs[]) => readonly (readonly number[])[];

/** A model on tfjs's JavaScript kernels in this process, to hold the answers of an engine's devices against. */
export async function referenceModel(lab: string, id: string): Promise<Reference> {
  await initBackend('cpu');
  const model = await loadModel(layout.model(lab, id));
  return (inputs) =>
    tf.tidy(() => {
      const encodings = Object.keys(model.modalities).map((modality) => [
        modality,
        model.encode(
          modality,
          model.embed(
            modality,
            inputs.map((values) => values[modality]),
          ),
        ),
      ]);
      const z = model.fuse(Object.fromEntries(encodings) as Parameters<typeof model.fuse>[0]);
      return model.decide(z).arraySync();
    });
}

/** −log softmax(logits)[label], in nats, as it is defined. */
export function crossEntropyOf(logits: readonly number[], label: number): number {
  return Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[label];
}

export function answerOf(logits: readonly number[]): number {
  return logits.indexOf(Math.max(...logits));
}
