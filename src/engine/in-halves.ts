import { LabError } from '../shared/errors';
import { isOutOfMemory } from './out-of-memory';

export interface Computed<Result> {
  readonly result: Result;
  /** How often the rows were halved before they fitted. */
  readonly halvings: number;
}

/**
 * Computes something for each row, all at once if memory allows, in halves (and their halves) where it does not.
 *
 * @returns results in the order of the rows
 * @throws LabError `out-of-memory` when a single row does not fit, in the words of what bounds it; whatever else `compute` throws
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
      // What says where it is, as the bound on an imported model does, says more than that the device is full.
      if (error instanceof LabError && error.where !== undefined) throw error;
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

/** What was computed, with how often its rows were halved, here and before. */
export function withHalvings<Result extends { readonly halvings?: number | undefined }>({
  result,
  halvings,
}: Computed<Result>): Result {
  return halvings === 0 ? result : { ...result, halvings: halvings + (result.halvings ?? 0) };
}
