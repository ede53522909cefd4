import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { LateChoice as Choice } from '../../../shared/recipe/fusions';
import { crossEntropies } from '../cross-entropies';
import type { Encodings } from '../fused-model';
import { headPart } from '../heads/registry';
import { prefixed, type ParameterReader, type ParameterSpecs } from '../parameters';
import { vectorOf, type FusionPart, type FusionSetting } from './fusion';

/**
 * An ensemble: a head for every stream of every modality, each lowering a loss of its own; z = mean or sum of their logits. No
 * two members share a weight, so that the gradient of each is that of a model of its own.
 */
export function separateHeads(
  { inputs, classes, head, lossOf = crossEntropies }: FusionSetting,
  together: z.infer<typeof Choice>['together'],
): FusionPart {
  const members = inputs.flatMap(({ modality, width, streams = 1 }) =>
    Array.from({ length: streams }, (_, stream) => ({
      modality,
      stream,
      streams,
      name: streams === 1 ? modality : `${modality}/stream-${String(stream)}`,
      part: headPart(head, width / streams, classes),
    })),
  );
  const answered = (
    p: ParameterReader,
    encodings: Encodings,
  ): readonly { readonly modality: string; readonly logits: tf.Tensor2D }[] =>
    members.flatMap(({ modality, stream, streams, name, part }) => {
      if (!(modality in encodings)) return [];
      const whole = vectorOf(encodings, modality);
      const own = streams === 1 ? whole : tf.split<tf.Tensor2D>(whole, streams, 1)[stream];
      return [{ modality, logits: part.apply((parameter) => p(`${name}/${parameter}`), own) }];
    });
  return {
    width: classes,
    parameters: Object.assign(
      {},
      ...members.map(({ name, part }) => prefixed(name, part.parameters)),
    ) as ParameterSpecs,
    apply: (p, encodings) => {
      const all = answered(p, encodings).map(({ logits }) => logits);
      return tf.mul(meanOf(all), together === 'sum' ? all.length : 1);
    },
    objective: (p, encodings, labels) =>
      answered(p, encodings)
        .map(({ logits }) => lossOf(logits, labels))
        .reduce((sum, each) => tf.add(sum, each)),
    leavesOut: true,
    answers: (p, encodings) => {
      const all = answered(p, encodings);
      return Object.fromEntries(
        [...new Set(all.map(({ modality }) => modality))].map((id) => [
          id,
          meanOf(all.filter(({ modality }) => modality === id).map(({ logits }) => logits)),
        ]),
      );
    },
  };
}

function meanOf(all: readonly tf.Tensor2D[]): tf.Tensor2D {
  return tf.div(
    all.reduce((sum, each) => tf.add(sum, each)),
    all.length,
  );
}
