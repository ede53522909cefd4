import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { UnisMmcChoice } from '../../../shared/recipe/fusions';
import { crossEntropies } from '../cross-entropies';
import type { Encodings } from '../fused-model';
import { concat } from './concat';
import { vectorOf, type Fusion } from './fusion';
import { modalityHeads } from './modality-heads';
import { pairContrast, rightIn } from './pair-contrast';

/**
 * Unimodality-supervised multimodal contrast (UniS-MMC, arXiv 2305.09299): z = [h_1; h_2; …], read by the network's head.
 * Training lowers L = Σ_m CE(classifier_m(h_m)) + CE(head(z)) + λ Σ_{a<b} L_b-mmc(a, b) (equations 1 to 5), the classifier
 * of each modality being of the kind of the head. What each modality answers decides, as it stands, which pairs are drawn
 * together and which of the two moves; the model itself is asked by way of the head alone.
 */
export const unisMmc: Fusion<z.infer<typeof UnisMmcChoice>> = {
  consumes: 'vector',
  decides: 'head',
  part: (choice, setting) => {
    const joined = concat.part({ name: 'concat' }, setting);
    if (!choice.unimodal) return joined;
    const heads = modalityHeads(setting);
    const contrast = (encodings: Encodings, right: readonly tf.Tensor1D[]): readonly tf.Scalar[] =>
      setting.inputs.flatMap((a, first) =>
        setting.inputs
          .slice(first + 1)
          .map((b, offset) =>
            pairContrast(
              [vectorOf(encodings, a.modality), vectorOf(encodings, b.modality)],
              [right[first], right[first + 1 + offset]],
              choice,
            ),
          ),
      );
    return {
      ...joined,
      parameters: heads.parameters,
      objective: (p, encodings, labels, logits) => {
        const answers = heads.apply(p, encodings);
        const supervised = [logits, ...answers]
          .map((each) => crossEntropies(each, labels))
          .reduce((sum, each) => tf.add(sum, each));
        if (choice.contrast === 0) return supervised;
        const right = answers.map((each) => rightIn(each, labels));
        // The contrast is of the batch, and the mean over the batch follows.
        return contrast(encodings, right).reduce<tf.Tensor1D>(
          (sum, each) => tf.add(sum, tf.mul(each, choice.contrast)),
          supervised,
        );
      },
      answers: (p, encodings) => heads.answers(p, encodings),
    };
  },
};
