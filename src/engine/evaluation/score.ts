import type { Dataset } from '../data/dataset';
import type { FusedModel } from '../models/fused-model';
import { crossEntropy } from '../models/logits';
import type { Pause } from '../pause';
import { evaluate } from './evaluate';

/** How a model answers some samples. */
export interface RowsScore {
  /** By class (row) and answer (column). */
  readonly confusion: readonly (readonly number[])[];
  /** Sum of the cross-entropies, in nats. */
  readonly loss: number;
}

/** Scores a model on some rows, nothing done to them. @throws LabError as `evaluate` does */
export async function scoreRows(
  model: FusedModel,
  dataset: Dataset,
  rows: readonly number[],
  pause: Pause,
): Promise<RowsScore> {
  const cell = { kind: 'clean', id: 'score', model: model.id } as const;
  const records = await evaluate({ cell, model, dataset, rows, pause });
  const confusion = model.classes.map(() => model.classes.map(() => 0));
  let loss = 0;
  for (const { label, clean } of records) {
    confusion[label][clean.predicted] += 1;
    loss += crossEntropy(Float32Array.from(clean.logits), label);
  }
  return { confusion, loss };
}
