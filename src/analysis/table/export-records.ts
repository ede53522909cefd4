import { z } from 'zod';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import { shownJson } from '../../shared/json/json-text';
import type { Result } from '../../shared/protocol';
import { csvHeader, csvLine } from './csv-table';
import { FilledColumns, type SplitColumns } from './filled-columns';
import { jsonTable } from './json-table';
import { parquetTable } from './parquet-table';
import { recordPages } from '../record-pages';
import { runFacts } from '../run-facts';
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
  /** With the columns that no record fills, so that files of all runs have the same; otherwise they are left out. */
  readonly allColumns: boolean;
  /** Takes the file, piece by piece. */
  readonly write: (piece: Uint8Array<ArrayBuffer>) => void;
  /** Told the records read or written so far, and how many there are. */
  readonly onRecords?: (step: RecordsStep, done: number, total: number) => void;
}

/** Records are looked through for columns that none of them fills, then written. */
export type RecordsStep = 'looking' | 'writing';

export interface WrittenRecords {
  readonly records: number;
  readonly bytes: number;
  readonly columns: number;
  /** Columns that were left out, as no record fills them. */
  readonly emptyColumns: number;
}

/**
 * The records of runs as one table in a file, a page at a time: memory does not grow with the run. Equal runs make equal
 * bytes; records stand in the order in which they were computed. Columns that no record fills are left out, for which records are
 * read twice.
 *
 * @param runs as `runs.show` tells of them, one at least
 * @throws LabError what the engine answers: `damaged` before anything is written
 */
export async function exportRecords(
  lab: LabConnection,
  runs: readonly Result<'runs.show'>[],
  { as, allColumns, write, onRecords }: RecordsExport,
): Promise<WrittenRecords> {
  const held = runs.map(({ description, dataset, models }): TableRun => ({ run: description, dataset, models }));
  const table = recordTable(held);
  const looked = allColumns ? null : await lookThrough(lab, runs, table, onRecords);
  const columns = looked?.columns ?? { filled: table.columns, empty: [] };
  const file = fileOf(as, columns, held);
  const total = looked?.records ?? recordsOf(runs);
  let [records, bytes] = [0, 0];
  const put = (piece: Uint8Array<ArrayBuffer>): void => {
    bytes += piece.length;
    if (piece.length > 0) write(piece);
  };
  for (const [index, { summary }] of runs.entries()) {
    // Of what a run under way has recorded since, it is not known which columns it fills.
    let left = looked?.ofRuns[index] ?? Infinity;
    for await (const page of recordPages(lab, summary.id, pageSize)) {
      const own = page.slice(0, left);
      put(file.add(own.map((record) => table.row(index, record))));
      left -= own.length;
      records += own.length;
      onRecords?.('writing', records, total);
      if (left === 0) break;
    }
  }
  put(file.end());
  return { records, bytes, columns: columns.filled.length, emptyColumns: columns.empty.length };
}

function recordsOf(runs: readonly Result<'runs.show'>[]): number {
  return runs.reduce((sum, { summary }) => sum + summary.records, 0);
}

interface Looked {
  readonly columns: SplitColumns;
  readonly records: number;
  /** Records of each run. */
  readonly ofRuns: readonly number[];
}

async function lookThrough(
  lab: LabConnection,
  runs: readonly Result<'runs.show'>[],
  table: RecordTable,
  onRecords: RecordsExport['onRecords'],
): Promise<Looked> {
  const filled = new FilledColumns(table.columns);
  const ofRuns: number[] = [];
  let records = 0;
  for (const [index, { summary }] of runs.entries()) {
    const before = records;
    for await (const page of recordPages(lab, summary.id, pageSize)) {
      for (const record of page) filled.add(table.row(index, record));
      records += page.length;
      onRecords?.('looking', records, recordsOf(runs));
    }
    ofRuns.push(records - before);
  }
  return { columns: filled.split, records, ofRuns };
}

function fileOf(as: RecordsFormat, split: SplitColumns, runs: readonly TableRun[]): TableFile {
  const columns = split.filled;
  switch (as) {
    case 'csv':
      return textTable({ begin: csvHeader(columns), line: (row) => csvLine(columns, row), end: '' });
    case 'json':
      return jsonTable(columns, headerOf(split, runs));
    case 'parquet':
      return parquetTable(columns, headerOf(split, runs));
    default:
      return as satisfies never;
  }
}

/** What the table is of and what its columns are, as JSON. */
function headerOf({ filled, empty }: SplitColumns, runs: readonly TableRun[]): string {
  return shownJson({
    format: 'muroan.records',
    formatVersion: 1,
    runs: runs.map(({ run, dataset }) => runFacts(run, dataset)),
    columns: filled,
    emptyColumns: empty.map(({ name }) => name),
  });
}
