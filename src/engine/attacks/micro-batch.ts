import { mapValues } from '../../shared/map-values';
import type { SampleFields } from '../../shared/records/record';
import type { Dataset, Sample } from '../data/dataset';
import type { Embeddings, Encodings, FusedModel } from '../models/fused-model';
import type { Pause } from '../pause';
import { dispose, tidy } from '../tensors';
import type { AttackContext, OnInput } from './attack';
import { answerOf, predictedBy } from '../models/answers';
import { downloaded, openSamples, type Outputs } from './outputs';
import { gatherEmbedded, gatherEncoding } from '../models/encodings';

/** Samples computed together, with the model's clean outputs; what every cell starts from. */
export interface MicroBatch {
  readonly model: FusedModel;
  /** See `AttackContext.source`. */
  readonly source?: FusedModel;
  readonly dataset: Dataset;
  readonly samples: readonly Sample[];
  /** The untouched samples on the device, every modality; embedded and encoded once for all that follows. */
  readonly embeddings: Embeddings;
  readonly encodings: Encodings;
  readonly seed: number;
  readonly rowsAtOnce: number;
  /** See `AttackContext.onInput`. */
  readonly onInput?: OnInput;
  readonly clean: Outputs;
  /** Indices of the clean-correct samples: the only ones that are attacked. */
  readonly attacked: readonly number[];
  readonly pause: Pause;
  /** The fields that every record of a sample starts with. */
  readonly fields: (index: number) => SampleFields;
}

/** Where it has not been measured. */
export const ROWS_AT_ONCE = 256;

/** The caller closes it. */
export async function openMicroBatch(request: {
  readonly cell: string;
  readonly model: FusedModel;
  readonly source?: FusedModel;
  readonly dataset: Dataset;
  readonly rows: readonly number[];
  readonly seed: number;
  readonly rowsAtOnce?: number | null;
  readonly onInput?: OnInput;
  readonly pause: Pause;
}): Promise<MicroBatch> {
  const { cell, model, dataset, rows, seed, pause } = request;
  const samples = rows.map((row) => dataset.sample(row));
  await pause();
  const opened = openSamples(model, samples);
  try {
    const clean = await downloaded(model, samples, () => opened.encodings, 'z');
    return {
      model,
      ...(request.source === undefined ? {} : { source: request.source }),
      ...(request.onInput === undefined ? {} : { onInput: request.onInput }),
      dataset,
      samples,
      ...opened,
      seed,
      rowsAtOnce: request.rowsAtOnce ?? ROWS_AT_ONCE,
      clean,
      attacked: samples.flatMap((sample, index) =>
        answerOf(model.target, clean.logits[index], sample) === sample.label ? [index] : [],
      ),
      pause,
      fields: (index) => ({
        cell,
        sample: samples[index].id,
        row: samples[index].row,
        group: samples[index].group,
        label: samples[index].label,
        ...(model.target?.kind === 'value' ? { value: (samples[index].target ?? [])[0] } : {}),
        clean: predictedBy(model.target, clean.logits[index], samples[index]),
      }),
    };
  } catch (error) {
    dispose(opened);
    throw error;
  }
}

export function closeMicroBatch({ embeddings, encodings }: MicroBatch): void {
  dispose([embeddings, encodings]);
}

/** Does `work` on the clean-correct samples. Per sample of the batch its result; null for one that was not attacked. */
export async function onAttacked<Result>(
  batch: MicroBatch,
  work: (attacked: AttackContext) => Promise<readonly Result[]>,
): Promise<readonly (Result | null)[]> {
  const { attacked: rows, model, dataset, seed, rowsAtOnce, pause } = batch;
  if (rows.length === 0) return batch.samples.map(() => null);
  const picked = tidy(() => ({
    embeddings: mapValues(batch.embeddings, (embedded) => gatherEmbedded(embedded, rows)),
    encodings: mapValues(batch.encodings, (encoding) => gatherEncoding(encoding, rows)),
  }));
  try {
    const results = await work({
      model,
      ...(batch.source === undefined ? {} : { source: batch.source }),
      ...(batch.onInput === undefined ? {} : { onInput: batch.onInput }),
      dataset,
      samples: rows.map((row) => batch.samples[row]),
      ...picked,
      seed,
      rowsAtOnce,
      pause,
      clean: {
        zArgmax: null,
        logits: pick(batch.clean.logits, rows),
        z: batch.clean.z === null ? null : pick(batch.clean.z, rows),
      },
    });
    const byRow = new Map(rows.map((row, index) => [row, results[index]]));
    return batch.samples.map((_, row) => byRow.get(row) ?? null);
  } finally {
    dispose(picked);
  }
}

function pick<Item>(items: readonly Item[], rows: readonly number[]): readonly Item[] {
  return rows.map((row) => items[row]);
}
