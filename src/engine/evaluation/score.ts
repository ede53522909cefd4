import { closeMicroBatch, openMicroBatch } from '../attacks/micro-batch';
import type { Dataset } from '../data/dataset';
import type { FusedModel } from '../models/fused-model';
import { argMax, crossEntropy } from '../models/logits';
import type { Pause } from '../pause';

/** How a model answers some samples. */
export interface RowsScore {
  /** By class (row) and answer (column). */
  readonly confusion: readonly (readonly number[])[];
  /** Sum of the cross-entropies, in nats. */
  readonly loss: number;
}

/** Scores a model on some rows, nothing done to them. @throws LabError `cancelled`, or `internal` for what is no number */
export async function scoreRows(
  model: FusedModel,
  dataset: Dataset,
  rows: readonly number[],
  pause: Pause,
): Promise<RowsScore> {
  const batch = await openMicroBatch({ cell: 'score', model, dataset, rows, seed: 0, pause });
  closeMicroBatch(batch);
  const confusion = model.classes.map(() => model.classes.map(() => 0));
  let loss = 0;
  batch.samples.forEach(({ label }, index) => {
    const logits = batch.clean.logits[index];
    confusion[label][argMax(logits)] += 1;
    loss += crossEntropy(logits, label);
  });
  return { confusion, loss };
}
