/**
 * The truth of every pixel, for attacks: they raise the mean cross-entropy of the pixels (as attacks on segmentation do,
 * Arnab et al., arXiv 1711.09856). No sample leaves early: one wrong pixel is no end.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Truth } from '../attack';
import type { Sample } from '../../data/dataset';
import type { FusedModel } from '../../models/fused-model';
import { tidy } from '../../tensors';
import { maskOf, meanCrossEntropies, meanCrossEntropy, pixelLabels } from '../../models/pixels/cross-entropies';

export function pixelTruth(model: FusedModel, samples: readonly Sample[]): Truth {
  const owned = tidy(() => tf.reshape<tf.Rank.R2>(pixelLabels(model, samples), [samples.length, -1]));
  return ofMasks(samples.map(maskOf), owned, model.classes.length);
}

/** @param oneHot [S, pixels · K] */
function ofMasks(masks: readonly Uint8Array[], oneHot: tf.Tensor2D, classes: number): Truth {
  const loss = (logits: Float32Array, row: number): number => meanCrossEntropy(logits, masks[row], classes);
  return {
    objective: (objective, logits) => {
      switch (objective) {
        case 'log-odds':
          return meanCrossEntropies(logits, tf.reshape<tf.Rank.R2>(oneHot, [-1, classes]));
        case 'dlr':
          throw new Error('The difference of logits ratio is one of a sample, and there is one of every pixel.');
        default:
          return objective satisfies never;
      }
    },
    height: (_, logits, row) => loss(logits, row),
    loss,
    lead: (logits, row) => -loss(logits, row),
    isWrong: () => false,
    narrowed: (rows) =>
      ofMasks(
        rows.map((row) => masks[row]),
        tf.gather(oneHot, tf.tensor1d(rows as number[], 'int32')),
        classes,
      ),
    owned: oneHot,
  };
}
