import type { JobPool } from './job-pool';
import { keepRowsAtOnce, knownRowsAtOnce } from '../lab/model-devices';
import { layout } from '../lab/layout';
import { runCancellable } from './cancellable-job';

export interface RowsAtOnceRequest {
  readonly lab: string;
  readonly pool: JobPool;
  readonly model: string;
  /** Name of the data set, and rows of it to measure with. */
  readonly dataset: string;
  readonly rows: readonly number[];
  readonly signal: AbortSignal;
}

/** Samples that a measurement takes from the data; larger batches repeat them. */
const SAMPLES = 64;

/**
 * How many inputs of a model the device computes at once. Measured the first time and kept with the model, so that what
 * depends on it, the rounding of some devices, stays the same.
 */
export async function ensureRowsAtOnce(request: RowsAtOnceRequest): Promise<number> {
  const { lab, pool, model, dataset, signal } = request;
  const { kind: device } = pool.info();
  const known = await knownRowsAtOnce(lab, model, device);
  if (known !== null) return known;
  const job = {
    kind: 'rows-at-once',
    model: layout.model(lab, model),
    dataset: layout.dataset(lab, dataset),
    rows: request.rows.slice(0, SAMPLES),
  } as const;
  const { rowsAtOnce } = await runCancellable(pool, job, { signal });
  await keepRowsAtOnce(lab, model, device, rowsAtOnce);
  return rowsAtOnce;
}
