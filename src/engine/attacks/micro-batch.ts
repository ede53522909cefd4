import type { RemovalRecord } from '../../shared/record';
import type { Dataset, Sample } from '../data/dataset';
import type { FusedModel } from '../models/fused-model';
import { argMax, predictionOf, predictSamples, type Outputs } from './prediction';

/** Samples computed together, with the model's clean outputs; what every cell starts from. */
export interface MicroBatch {
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly samples: readonly Sample[];
  readonly seed: number;
  readonly clean: Outputs;
  /** Indices of the clean-correct samples: the only ones that are attacked. */
  readonly attacked: readonly number[];
  readonly throwIfCancelled: () => void;
  /** The fields that every record of a sample starts with. */
  readonly fields: (index: number) => Pick<RemovalRecord, 'cell' | 'sample' | 'row' | 'group' | 'label' | 'clean'>;
}

export async function openMicroBatch(request: {
  readonly cell: string;
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly rows: readonly number[];
  readonly seed: number;
  readonly throwIfCancelled: () => void;
}): Promise<MicroBatch> {
  const { cell, model, dataset, rows, seed, throwIfCancelled } = request;
  const samples = rows.map((row) => dataset.sample(row));
  throwIfCancelled();
  const clean = await predictSamples(model, samples);
  return {
    model,
    dataset,
    samples,
    seed,
    clean,
    attacked: samples.flatMap((sample, index) => (argMax(clean.logits[index]) === sample.label ? [index] : [])),
    throwIfCancelled,
    fields: (index) => ({
      cell,
      sample: samples[index].id,
      row: samples[index].row,
      group: samples[index].group,
      label: samples[index].label,
      clean: predictionOf(clean.logits[index]),
    }),
  };
}
