import * as tf from '@tensorflow/tfjs-core';
import type { RankForm } from '../../../shared/recipe/fusions';

/**
 * The rank regulariser of QMF (arXiv 2306.02050; constants of the released code): who has lost more is to be less sure.
 * Of neighbours i and j in the batch, the last beside the first, with t = sign(κ_i − κ_j) and d = |κ_i − κ_j|:
 * max(0, t (c_i − c_j) − d) as released (`slack`: the order may be wrong by d at no cost), or + d (`gap`: it has to be
 * right by d). Neighbours that have lost alike cost nothing.
 *
 * @param confidences c [B, M]
 * @param standings κ [B, M] of [0, 1]
 * @returns the mean over the batch, summed over the modalities
 */
export function rankLoss(confidences: tf.Tensor2D, standings: tf.Tensor2D, form: RankForm): tf.Scalar {
  return tf.tidy(() => {
    const lead = tf.sub(confidences, next(confidences));
    const lost = tf.sub(standings, next(standings));
    const wrong = tf.mul(tf.sign(lost), lead);
    const distance = tf.abs(lost);
    return tf.sum<tf.Scalar>(tf.mean(tf.relu(shifted(wrong, distance, form)), 0));
  });
}

function shifted(wrong: tf.Tensor, distance: tf.Tensor, form: RankForm): tf.Tensor {
  switch (form) {
    case 'slack':
      return tf.sub(wrong, distance);
    case 'gap':
      return tf.add(wrong, distance);
    default:
      return form satisfies never;
  }
}

/** Row i + 1 in the place of row i, the first in that of the last. */
function next(values: tf.Tensor2D): tf.Tensor2D {
  const [rows] = values.shape;
  if (rows < 2) return values;
  return tf.concat([tf.slice(values, 1), tf.slice(values, 0, 1)]);
}
