import type * as tf from '@tensorflow/tfjs-core';
import type { Encodings } from '../fused-model';
import { headPart } from '../heads/registry';
import { prefixed, type ParameterReader, type ParameterSpecs } from '../parameters';
import { vectorOf, type FusionSetting } from './fusion';

/** One head of the chosen kind per modality. */
export interface ModalityHeads {
  readonly parameters: ParameterSpecs;
  /** Logits [B, K] of each modality, in the network's order. */
  apply(p: ParameterReader, encodings: Encodings): readonly tf.Tensor2D[];
  /** The same by modality. */
  answers(p: ParameterReader, encodings: Encodings): Readonly<Record<string, tf.Tensor2D>>;
}

export function modalityHeads({ inputs, classes, head }: FusionSetting): ModalityHeads {
  const heads = inputs.map(({ modality, width }) => ({ modality, part: headPart(head, width, classes) }));
  const apply: ModalityHeads['apply'] = (p, encodings) =>
    heads.map(({ modality, part }) => part.apply((name) => p(`${modality}/${name}`), vectorOf(encodings, modality)));
  return {
    parameters: Object.assign(
      {},
      ...heads.map(({ modality, part }) => prefixed(modality, part.parameters)),
    ) as ParameterSpecs,
    apply,
    answers: (p, encodings) =>
      Object.fromEntries(apply(p, encodings).map((each, index) => [inputs[index].modality, each])),
  };
}
