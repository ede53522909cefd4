import type * as tf from '@tensorflow/tfjs-core';
import type { Encodings } from '../fused-model';
import { headPart } from '../heads/registry';
import { prefixed, type ParameterReader, type ParameterSpecs } from '../parameters';
import { vectorOf, type FusionSetting } from './fusion';

/** One head of the chosen kind per modality. */
export interface ModalityHeads {
  readonly parameters: ParameterSpecs;
  /** Logits [B, K] of each modality that an encoding is given of, in the network's order. */
  apply(p: ParameterReader, encodings: Encodings): readonly tf.Tensor2D[];
  /** The same by modality. */
  answers(p: ParameterReader, encodings: Encodings): Readonly<Record<string, tf.Tensor2D>>;
}

export function modalityHeads({ inputs, classes, head }: FusionSetting): ModalityHeads {
  const heads = inputs.map(({ modality, width }) => ({ modality, part: headPart(head, width, classes) }));
  const answered = (p: ParameterReader, encodings: Encodings): readonly (readonly [string, tf.Tensor2D])[] =>
    heads.flatMap(({ modality, part }) => {
      if (!(modality in encodings)) return [];
      const own: ParameterReader = (name) => p(`${modality}/${name}`);
      return [[modality, part.apply(own, vectorOf(encodings, modality))] as const];
    });
  return {
    parameters: Object.assign(
      {},
      ...heads.map(({ modality, part }) => prefixed(modality, part.parameters)),
    ) as ParameterSpecs,
    apply: (p, encodings) => answered(p, encodings).map(([, logits]) => logits),
    answers: (p, encodings) => Object.fromEntries(answered(p, encodings)),
  };
}
