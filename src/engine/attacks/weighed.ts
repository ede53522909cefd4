import type { Weighed } from '../../shared/records/record';
import type { Sample } from '../data/dataset';
import type { Encodings, FusedModel } from '../models/fused-model';
import { crossEntropy } from '../models/logits';
import { dispose, tidy } from '../tensors';
import { rowsOf } from './outputs';

/**
 * What each modality counts for in each sample; null for a model that weighs all samples alike.
 *
 * @param encodings made inside a tidy scope
 */
export async function weighedOf(
  { weighing }: FusedModel,
  samples: readonly Pick<Sample, 'label'>[],
  encodings: () => Encodings,
): Promise<readonly Weighed[] | null> {
  if (weighing === undefined) return null;
  const found = tidy(() => {
    const own = encodings();
    return { weights: weighing.weights(own), answers: weighing.answers?.(own) ?? {} };
  });
  try {
    const weights = await Promise.all(
      Object.entries(found.weights).map(async ([modality, values]) => [modality, await values.data()] as const),
    );
    const answers = await Promise.all(
      Object.entries(found.answers).map(async ([modality, logits]) => [modality, await rowsOf(logits)] as const),
    );
    return samples.map(({ label }, row) => ({
      weights: Object.fromEntries(weights.map(([modality, values]) => [modality, values[row]])),
      ...(answers.length === 0
        ? {}
        : {
            losses: Object.fromEntries(
              answers.map(([modality, logits]) => [modality, Math.max(0, crossEntropy(logits[row], label))]),
            ),
          }),
    }));
  } finally {
    dispose(found);
  }
}
