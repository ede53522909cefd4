/** What a model says of every pixel, and how right that is. */
import * as tf from '@tensorflow/tfjs-core';
import type { PixelCounts } from '../../../shared/record';
import { downloaded, type Outputs } from '../../attacks/outputs';
import type { Sample } from '../../data/dataset';
import type { Encodings, FusedModel } from '../../models/fused-model';
import { argMax } from '../../models/logits';

/** Of some samples together. */
export interface PixelAnswers {
  /** [pixels · K] per sample. */
  readonly logits: readonly Float32Array[];
  /** Class of every pixel, [pixels] per sample. */
  readonly classes: readonly Uint8Array[];
  /** Mean cross-entropy of the pixels, per sample. */
  readonly losses: readonly number[];
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

/** Mean cross-entropy of the pixels of each sample [S]: what attacks climb, and training lowers. */
export function meanCrossEntropies(logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor1D {
  const each = tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(tf.reshape(logits, labels.shape))), 1));
  return tf.mean(tf.reshape(each, [logits.shape[0], -1]), 1);
}

/** The same of one sample, on the host, in nats. @param logits [pixels · K] */
export function meanCrossEntropy(logits: Float32Array, mask: Uint8Array, classes: number): number {
  let sum = 0;
  mask.forEach((label, pixel) => {
    const own = logits.subarray(pixel * classes, (pixel + 1) * classes);
    const largest = own[argMax(own)];
    sum += largest + Math.log(own.reduce((total, logit) => total + Math.exp(logit - largest), 0)) - own[label];
  });
  return sum / mask.length;
}

/** @param encodings made inside a tidy scope @throws LabError `internal` for a logit that is no finite number */
export async function answersOf(
  model: FusedModel,
  samples: readonly Sample[],
  encodings: () => Encodings,
): Promise<PixelAnswers> {
  return answersIn(model, samples, await downloaded(model, samples, encodings, 'logits'));
}

export function answersIn(
  model: FusedModel,
  samples: readonly Sample[],
  { logits }: Pick<Outputs, 'logits'>,
): PixelAnswers {
  const { length: classes } = model.classes;
  return {
    logits,
    classes: logits.map((own) =>
      Uint8Array.from({ length: own.length / classes }, (_, pixel) =>
        argMax(own.subarray(pixel * classes, (pixel + 1) * classes)),
      ),
    ),
    losses: samples.map((sample, row) => meanCrossEntropy(logits[row], maskOf(sample), classes)),
  };
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
