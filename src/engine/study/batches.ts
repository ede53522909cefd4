import type { Cell, EvaluatedCell, Expansion } from '../../shared/plan/plan';
import { LabError } from '../../shared/errors';
import { SampleRecord } from '../../shared/records/record';
import type { ExpectedRecords } from '../lab/record-file';

/** One micro-batch of one cell: always the same rows, however often the run was resumed. */
export interface Batch {
  readonly cell: EvaluatedCell;
  readonly rows: readonly number[];
  /** Rows whose record is not there yet. */
  readonly missing: ReadonlySet<number>;
}

export function evaluatedCells(cells: readonly Cell[]): readonly EvaluatedCell[] {
  return cells.filter((cell) => cell.kind !== 'model');
}

/** What a run's record file may hold. */
export function expectedRecords({ cells, rows }: Pick<Expansion, 'cells' | 'rows'>): ExpectedRecords {
  return { cells: new Set(evaluatedCells(cells).map(({ id }) => id)), rows: new Set(rows) };
}

/**
 * The micro-batches of a cell that lack records. A batch that lacks one is computed whole, on its original rows, since
 * results are bit-equal only in equal batches; the records that are there already are not written again.
 */
export function missingBatches(
  cell: EvaluatedCell,
  rows: readonly number[],
  microBatch: number,
  present: ReadonlySet<number>,
): readonly Batch[] {
  const batches: Batch[] = [];
  for (let start = 0; start < rows.length; start += microBatch) {
    const own = rows.slice(start, start + microBatch);
    const missing = new Set(own.filter((row) => !present.has(row)));
    if (missing.size > 0) batches.push({ cell, rows: own, missing });
  }
  return batches;
}

/**
 * The records of a batch that the run lacks, checked: what a worker sends is written only if it can be read again.
 *
 * @throws LabError `internal` naming the cell and the sample
 */
export function recordsToAppend({ cell, rows, missing }: Batch, records: readonly unknown[]): readonly SampleRecord[] {
  const checked = records.map((record) => {
    const result = SampleRecord.safeParse(record);
    if (result.success) return result.data;
    const { sample } = record as { sample?: unknown };
    throw wrong(cell, `gave an impossible record of sample ${String(sample)}: ${result.error.message}`);
  });
  const found = new Set(checked.map(({ row }) => row));
  if (found.size !== records.length || rows.length !== records.length || !rows.every((row) => found.has(row))) {
    throw wrong(cell, `gave ${records.length} records that are not those of the ${rows.length} rows it was given`);
  }
  if (checked.some((record) => record.cell !== cell.id)) throw wrong(cell, 'gave records of another cell');
  return checked.filter(({ row }) => missing.has(row));
}

function wrong(cell: EvaluatedCell, what: string): LabError {
  return new LabError('internal', `A device worker ${what}.`, { where: `cell ${cell.id}` });
}
