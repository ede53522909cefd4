import { closeMicroBatch, openMicroBatch } from '../attacks/micro-batch';
import { embedSamples, encodeAll } from '../attacks/outputs';
import type { Dataset } from '../data/dataset';
import type { FusedModel } from '../models/fused-model';
import { answerOf, lossOf } from '../models/answers';
import type { Pause } from '../pause';
import { maskOf } from '../models/pixels/cross-entropies';
import { answersOf } from './pixels/answers';

/** How a model answers some samples. */
export interface RowsScore {
  /** By class (row) and answer (column); empty where another thing than a class is asked for. */
  readonly confusion: readonly (readonly number[])[];
  /** Sum of the losses; in nats where they are cross-entropies. */
  readonly loss: number;
}

/** Scores a model on some rows, nothing done to them. @throws LabError `cancelled`, or `internal` for what is no number */
export async function scoreRows(
  model: FusedModel,
  dataset: Dataset,
  rows: readonly number[],
  pause: Pause,
): Promise<RowsScore> {
  if (typeof model.pixels === 'number') return scorePixels(model, dataset, rows, pause);
  const batch = await openMicroBatch({ cell: 'score', model, dataset, rows, seed: 0, pause });
  closeMicroBatch(batch);
  const { target } = model;
  const confusion = target === undefined ? model.classes.map(() => model.classes.map(() => 0)) : [];
  let loss = 0;
  batch.samples.forEach((sample, index) => {
    const logits = batch.clean.logits[index];
    if (target === undefined) confusion[sample.label][answerOf(target, logits, sample)] += 1;
    loss += lossOf(target, logits, sample);
  });
  return { confusion, loss };
}

/** The same of a model that answers for every pixel, pixel by pixel; of the cross-entropy the mean over each sample's. */
async function scorePixels(
  model: FusedModel,
  dataset: Dataset,
  rows: readonly number[],
  pause: Pause,
): Promise<RowsScore> {
  await pause();
  const samples = rows.map((row) => dataset.sample(row));
  const { classes, losses } = await answersOf(model, samples, () => encodeAll(model, embedSamples(model, samples)));
  const confusion = model.classes.map(() => model.classes.map(() => 0));
  samples.forEach((sample, row) => {
    maskOf(sample).forEach((label, pixel) => {
      confusion[label][classes[row][pixel]] += 1;
    });
  });
  return { confusion, loss: losses.reduce((sum, loss) => sum + loss, 0) };
}
