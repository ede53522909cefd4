import { LabError } from '../../shared/errors';

/** How the devices say that memory ran out: V8, TensorFlow, Dawn. */
const sayings = [
  /array buffer allocation failed/i,
  /invalid (typed )?array length/i,
  /OOM when allocating/,
  /RESOURCE_EXHAUSTED/,
  /out of (device )?memory/i,
] as const;

export function isOutOfMemory(error: unknown): boolean {
  if (error instanceof LabError) return error.code === 'out-of-memory';
  return error instanceof Error && sayings.some((saying) => saying.test(error.message));
}

/**
 * Trains. A batch is not halved where memory runs out: the halves would give other weights.
 *
 * @throws LabError `out-of-memory`; whatever else `train` throws
 */
export async function withinMemory<Result>(train: () => Promise<Result>): Promise<Result> {
  try {
    return await train();
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    throw new LabError('out-of-memory', 'A batch of the training does not fit into the memory of this device.', {
      remedy:
        'Lower training.batchSize, use another device (muroan devices lists them), or import shorter texts and smaller pictures.',
    });
  }
}

export interface Computed<Result> {
  readonly result: Result;
  /** How often the rows were halved before they fitted. */
  readonly halvings: number;
}

/**
 * Computes something for each row, all at once if memory allows, in halves (and their halves) where it does not.
 *
 * @returns results in the order of the rows
 * @throws LabError `out-of-memory` when a single row does not fit; whatever else `compute` throws
 */
export async function inHalves<Result>(
  rows: readonly number[],
  compute: (rows: readonly number[]) => Promise<readonly Result[]>,
  halvings = 0,
): Promise<readonly Computed<Result>[]> {
  try {
    return (await compute(rows)).map((result) => ({ result, halvings }));
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    if (rows.length === 1) {
      throw new LabError('out-of-memory', 'A single sample does not fit into the memory of this device.', {
        where: `row ${rows[0]}`,
        remedy: 'Use another device (muroan devices lists them), fewer workers, or a smaller model.',
      });
    }
  }
  const middle = Math.ceil(rows.length / 2);
  return [
    ...(await inHalves(rows.slice(0, middle), compute, halvings + 1)),
    ...(await inHalves(rows.slice(middle), compute, halvings + 1)),
  ];
}
