import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import { mapValues } from '../../../shared/map-values';
import type { QmfChoice } from '../../../shared/recipe/fusions';
import { crossEntropies } from '../cross-entropies';
import { detached } from '../detached';
import type { Fusion } from './fusion';
import { modalityHeads } from './modality-heads';
import { rankLoss } from './rank-loss';

/** α = −0.1 on the energy −logsumexp, at temperature 1 (released code). */
const SCALE = 0.1;

/**
 * Quality-aware late fusion (QMF, arXiv 2306.02050): z = Σ_m c_m f_m, and z is the decision. The weights c_m are not
 * normalised over the modalities and can be negative. An attack's gradient goes through them; in training they are
 * detached, as the released code has it for text and image, and each modality's head learns from the label as well. The
 * rank regulariser looks at what was lost before this step, as the released code has it for colour and depth.
 */
export const qmf: Fusion<z.infer<typeof QmfChoice>> = {
  consumes: 'vector',
  decides: 'none',
  part: (choice, setting) => {
    const heads = modalityHeads(setting);
    return {
      width: setting.classes,
      parameters: heads.parameters,
      apply: (p, encodings) => weighted(heads.apply(p, encodings), confidences),
      weighing: {
        frozen: (p, encodings) => weighted(heads.apply(p, encodings), (each) => detached(confidences(each))),
        weights: (p, encodings) =>
          mapValues(heads.answers(p, encodings), (each) => tf.squeeze<tf.Tensor1D>(confidences(each), [1])),
      },
      answers: (p, encodings) => heads.answers(p, encodings),
      leavesOut: true,
      objective: (p, encodings, labels) => {
        const logits = heads.apply(p, encodings);
        const fused = weighted(logits, (each) => detached(confidences(each)));
        return [fused, ...logits].map((each) => crossEntropies(each, labels)).reduce((sum, each) => tf.add(sum, each));
      },
      ...(choice.rank === 0
        ? {}
        : {
            ranking: (p, encodings, labels, standings) => {
              const logits = heads.apply(p, encodings);
              const losses = logits.map((each) => crossEntropies(each, labels));
              const sure = tf.concat(logits.map(confidences), 1);
              return {
                losses: tf.stack<tf.Tensor1D>(losses, 1) as tf.Tensor2D,
                penalty: tf.mul(rankLoss(sure, standings, choice.rankForm), choice.rank),
              };
            },
          }),
    };
  },
};

/** c_m = logsumexp(f_m) / 10, [B, 1]. */
function confidences(logits: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(tf.logSumExp(logits, 1, true), SCALE);
}

function weighted(logits: readonly tf.Tensor2D[], weights: (logits: tf.Tensor2D) => tf.Tensor2D): tf.Tensor2D {
  return logits.map((each) => tf.mul<tf.Tensor2D>(each, weights(each))).reduce((sum, each) => tf.add(sum, each));
}
