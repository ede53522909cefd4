import type { Settled } from '../../shared/records/record';
import type { Encodings, FusedModel } from '../models/fused-model';
import { answerOf, type Asked } from '../models/answers';
import { tidy } from '../tensors';
import { rowsOf } from './outputs';

/**
 * How each sample came to its fused state; null for a model that iterates nothing.
 *
 * @param encodings made inside a tidy scope
 */
export async function settledOf(
  model: FusedModel,
  samples: readonly Asked[],
  encodings: () => Encodings,
): Promise<readonly Settled[] | null> {
  const { settle } = model;
  if (settle === undefined) return null;
  const { residuals, solved, logits } = tidy(() => {
    const settling = settle(encodings());
    return { residuals: settling.residuals, solved: settling.solved, logits: model.decide(settling.doubled) };
  });
  try {
    const doubled = await rowsOf(logits);
    return doubled.map((own, row) => ({
      residuals: [...residuals[row]],
      solved: solved[row],
      doubled: answerOf(model.target, own, samples[row]),
    }));
  } finally {
    logits.dispose();
  }
}
