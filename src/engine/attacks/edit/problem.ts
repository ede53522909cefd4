/** The problem that the framework hands to an attack on words. */
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../../shared/map-values';
import type { Encodings } from '../../models/fused-model';
import { answerOf, oddsAgainst } from '../../models/answers';
import { gatherEncoding } from '../../models/encodings';
import { tidyGradients } from '../../tensors';
import type { AttackContext, EditAnswer, EditedText, EditProblem, Values } from '../attack';
import { truthOf } from '../gradient/truth';
import { downloaded } from '../outputs';

export interface OpenedEdits extends EditProblem {
  /** Passes per sample. */
  readonly passes: { readonly forward: readonly number[]; readonly gradient: readonly number[] };
}

/** @param modalities the texts that may be edited */
export function openEdits(context: AttackContext, modalities: readonly string[], limit: number): OpenedEdits {
  const { model, samples, encodings, rowsAtOnce, pause } = context;
  const passes = { forward: samples.map(() => 0), gradient: samples.map(() => 0) };
  const embedded = (edited: readonly EditedText[], id: string) =>
    model.embed(
      id,
      edited.map(({ texts }) => texts[id]),
    );
  /** Of what is not edited. */
  const others = (edited: readonly EditedText[]): Encodings => {
    const rows = edited.map(({ sample }) => sample);
    return Object.fromEntries(
      Object.keys(model.modalities)
        .filter((id) => !modalities.includes(id))
        .map((id) => [id, gatherEncoding(encodings[id], rows)]),
    );
  };
  return {
    model,
    samples,
    seed: context.seed,
    rowsAtOnce,
    pause,
    limit,
    passes,
    texts: samples.map(({ inputs }) =>
      Object.fromEntries(modalities.map((id) => [id, inputs[id] as readonly string[]])),
    ),
    ask: async (edited) => {
      const answers: EditAnswer[] = [];
      for (let start = 0; start < edited.length; start += rowsAtOnce) {
        await pause();
        const batch = edited.slice(start, start + rowsAtOnce);
        const own = batch.map(({ sample }) => samples[sample]);
        const { logits } = await downloaded(
          model,
          own,
          () => ({
            ...others(batch),
            ...Object.fromEntries(modalities.map((id) => [id, model.encode(id, embedded(batch, id))])),
          }),
          'logits',
        );
        batch.forEach(({ sample }, row) => {
          passes.forward[sample] += 1;
          const asked = samples[sample];
          answers.push({
            odds: oddsAgainst(model.target, logits[row], asked),
            broken: answerOf(model.target, logits[row], asked) !== asked.label,
          });
        });
      }
      return answers;
    },
    gradientsAt: (edited) => {
      edited.forEach(({ sample }) => {
        passes.forward[sample] += 1;
        passes.gradient[sample] += 1;
      });
      return tidyGradients(() => {
        const points = Object.fromEntries(modalities.map((id) => [id, embedded(edited, id)]));
        const fixed = others(edited);
        const asked = edited.map(({ sample }) => samples[sample]);
        const truth = truthOf(asked, model.classes.length, model.target);
        const loss = (...values: tf.Tensor[]): tf.Scalar => {
          const encoded = modalities.map((id, index) => [
            id,
            model.encode(id, { values: values[index], mask: points[id].mask }),
          ]);
          const logits = model.decide(model.fuse({ ...fixed, ...(Object.fromEntries(encoded) as Encodings) }));
          // Samples do not interact, so the gradient of the sum holds each sample's own gradient.
          return tf.sum(truth.objective('log-odds', logits));
        };
        const gradients = tf.grads(loss)(modalities.map((id) => points[id].values));
        const byModality: Values = Object.fromEntries(modalities.map((id, index) => [id, gradients[index]]));
        return { embedded: mapValues(points, ({ values }) => values), gradients: byModality };
      });
    },
  };
}
