/** What the answers of a problem's samples are held against: what an attack raises, and when an answer is wrong. */
import * as tf from '@tensorflow/tfjs-core';
import { argMax, crossEntropy, margin } from '../../models/logits';
import { tidy } from '../../tensors';
import type { Truth } from '../attack';
import { heightOf, objectiveOf } from './objective';

/** One class is right for the sample. */
export function labelTruth(samples: readonly { readonly label: number }[], classes: number): Truth {
  const labels = samples.map(({ label }) => label);
  const oneHot = tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), classes, 1, 0, 'float32') as tf.Tensor2D);
  return ofLabels(labels, oneHot);
}

/** @param oneHot [S, K] */
function ofLabels(labels: readonly number[], oneHot: tf.Tensor2D): Truth {
  return {
    objective: (objective, logits) => objectiveOf(objective, logits, oneHot),
    height: (objective, logits, row) => heightOf(objective, logits, labels[row]),
    loss: (logits, row) => crossEntropy(logits, labels[row]),
    lead: (logits, row) => margin(logits, labels[row]),
    isWrong: (logits, row) => argMax(logits) !== labels[row],
    narrowed: (rows) =>
      ofLabels(
        rows.map((row) => labels[row]),
        tf.gather(oneHot, tf.tensor1d(rows as number[], 'int32')),
      ),
    owned: oneHot,
  };
}
