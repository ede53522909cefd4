import { z } from 'zod';
import type { LabConnection } from '../../shared/lab-connection';
import { shownJson } from '../../shared/json-text';
import type { Result } from '../../shared/protocol';
import { csvHeader, csvLine } from './csv-table';
import { jsonTable } from './json-table';
import { parquetTable } from './parquet-table';
import { recordPages } from '../record-pages';
import { runsFileName } from '../runs-file-name';
import { recordTable, type RecordTable, type TableRun } from './run-table';
import { textTable, type TableFile } from './table-file';

export const RecordsFormat = z.enum(['csv', 'json', 'parquet']);
export type RecordsFormat = z.infer<typeof RecordsFormat>;

export const recordsMime: Readonly<Record<RecordsFormat, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
};

/** `caption-match-0199a2b3-1c-records.parquet`. @param runs one at least */
export function recordsFileName(runs: readonly Result<'runs.show'>[], as: RecordsFormat): string {
  return `${runsFileName(runs.map(({ summary }) => summary))}-records.${as}`;
}

/** Records fetched per request. */
const pageSize = 2_000;

export interface RecordsExport {
  readonly as: RecordsFormat;
  /** Takes the file, piece by piece. */
  readonly write: (piece: Uint8Array<ArrayBuffer>) => void;
  /** Told the records written so far, and how many the runs held when they were asked for. */
  readonly onRecords?: (done: number, total: number) => void;
}

export interface WrittenRecords {
  readonly records: number;
  readonly bytes: number;
  readonly columns: number;
}

/**
 * The records of runs as one table in a file, a page at a time: memory does not grow with the run. Equal runs make equal
 * bytes; records stand in the order in which they were computed.
 *
 * @param runs as `runs.show` tells of them, one at least
 * @throws LabError what the engine answers: `damaged` before anything is written
 */
export async function exportRecords(
  lab: LabConnection,
  runs: readonly Result<'runs.show'>[],
  { as, write, onRecords }: RecordsExport,
): Promise<WrittenRecords> {
  const held = runs.map(({ description, dataset, models }): TableRun => ({ run: description, dataset, models }));
  const table = recordTable(held);
  const file = fileOf(as, table, held);
  const total = runs.reduce((sum, { summary }) => sum + summary.records, 0);
  let [records, bytes] = [0, 0];
  const put = (piece: Uint8Array<ArrayBuffer>): void => {
    bytes += piece.length;
    if (piece.length > 0) write(piece);
  };
  for (const [index, { summary }] of runs.entries()) {
    for await (const page of recordPages(lab, summary.id, pageSize)) {
      put(file.add(page.map((record) => table.row(index, record))));
      records += page.length;
      onRecords?.(records, total);
    }
  }
  put(file.end());
  return { records, bytes, columns: table.columns.length };
}

function fileOf(as: RecordsFormat, { columns }: RecordTable, runs: readonly TableRun[]): TableFile {
  switch (as) {
    case 'csv':
      return textTable({ begin: csvHeader(columns), line: (row) => csvLine(columns, row), end: '' });
    case 'json':
      return jsonTable(columns, headerOf(columns, runs));
    case 'parquet':
      return parquetTable(columns, headerOf(columns, runs));
    default:
      return as satisfies never;
  }
}

/** What the table is of and what its columns are, as JSON. */
function headerOf(columns: RecordTable['columns'], runs: readonly TableRun[]): string {
  return shownJson({
    format: 'muroan.records',
    formatVersion: 1,
    runs: runs.map(({ run, dataset }) => ({
      run: run.id,
      study: run.plan.name,
      planHash: run.expansion.planHash,
      dataset: dataset.name,
      datasetHash: dataset.hash,
      appVersion: run.appVersion,
      createdAt: run.createdAt,
    })),
    columns,
  });
}
