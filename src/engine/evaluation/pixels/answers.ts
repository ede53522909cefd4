/** What a model says of every pixel, and how right that is. */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../shared/errors';
import type { PixelCounts } from '../../../shared/record';
import type { Sample } from '../../data/dataset';
import type { Encodings, FusedModel } from '../../models/fused-model';
import { dispose, tidy } from '../../tensors';

/** Of some samples together. */
export interface PixelAnswers {
  /** Class of every pixel, [pixels] per sample. */
  readonly classes: readonly Uint8Array[];
  /** Mean cross-entropy of the pixels, per sample. */
  readonly losses: Float32Array;
}

/** Class of every pixel as one-hot labels [S · pixels, K]. @throws Error where a sample's pixels are not labelled */
export function pixelLabels(model: FusedModel, samples: readonly Sample[]): tf.Tensor2D {
  const labels = Int32Array.from(samples.flatMap((sample) => Array.from(maskOf(sample))));
  return tf.oneHot(tf.tensor1d(labels, 'int32'), model.classes.length, 1, 0, 'float32') as tf.Tensor2D;
}

export function maskOf({ id, mask }: Sample): Uint8Array {
  if (mask === undefined) throw new Error(`The pixels of ${id} are not labelled.`);
  return mask;
}

/** Logits [S, pixels · K] of encodings; made inside a tidy scope. */
export function logitsOf(model: FusedModel, encodings: Encodings): tf.Tensor2D {
  return model.decide(model.fuse(encodings));
}

/** Mean cross-entropy of the pixels of each sample [S]: what attacks climb, and training lowers. */
export function meanCrossEntropies(logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor1D {
  const each = tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(tf.reshape(logits, labels.shape))), 1));
  return tf.mean(tf.reshape(each, [logits.shape[0], -1]), 1);
}

/** @param encodings made inside a tidy scope @throws LabError `internal` for a loss that is no finite number */
export async function answersOf(
  model: FusedModel,
  samples: readonly Sample[],
  encodings: () => Encodings,
): Promise<PixelAnswers> {
  const results = tidy(() => {
    const labels = pixelLabels(model, samples);
    const logits = logitsOf(model, encodings());
    return { classes: tf.argMax(tf.reshape(logits, labels.shape), 1), losses: meanCrossEntropies(logits, labels) };
  });
  try {
    const [classes, losses] = [await results.classes.data(), (await results.losses.data()) as Float32Array];
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    if (bad !== -1) {
      throw new LabError('internal', 'The model gives logits that are no finite numbers, which decide nothing.', {
        where: `sample ${samples[bad].id}`,
        remedy: 'Train it with a lower learning rate.',
      });
    }
    const pixels = classes.length / samples.length;
    return {
      classes: samples.map((_, row) => Uint8Array.from(classes.slice(row * pixels, (row + 1) * pixels))),
      losses: losses.slice(),
    };
  } finally {
    dispose(results);
  }
}

/** Right, wrongly taken and missed pixels of each class. */
export function countsOf(answered: Uint8Array, truth: Uint8Array, classes: number): PixelCounts {
  const none = (): number[] => Array.from({ length: classes }, () => 0);
  const counts = { truePositives: none(), falsePositives: none(), falseNegatives: none() };
  answered.forEach((answer, pixel) => {
    if (answer === truth[pixel]) counts.truePositives[answer] += 1;
    else {
      counts.falsePositives[answer] += 1;
      counts.falseNegatives[truth[pixel]] += 1;
    }
  });
  return counts;
}
