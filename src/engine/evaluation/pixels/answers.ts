/** What a model says of every pixel, and how right that is. */
import type { PixelCounts } from '../../../shared/records/record';
import { downloaded, type Outputs } from '../../attacks/outputs';
import type { Sample } from '../../data/dataset';
import type { Encodings, FusedModel } from '../../models/fused-model';
import { argMax } from '../../models/logits';
import { maskOf, meanCrossEntropy } from '../../models/pixels/cross-entropies';

/** Of some samples together. */
export interface PixelAnswers {
  /** [pixels · K] per sample. */
  readonly logits: readonly Float32Array[];
  /** Class of every pixel, [pixels] per sample. */
  readonly classes: readonly Uint8Array[];
  /** Mean cross-entropy of the pixels, per sample. */
  readonly losses: readonly number[];
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
