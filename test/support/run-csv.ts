import type { RunData } from '../../src/analysis/input';
import { csvHeader, csvLine } from '../../src/analysis/table/csv-table';
import { recordTable } from '../../src/analysis/table/run-table';

/**
 * Every record of a run as CSV, one line per sample and cell, raw values. Text that a spreadsheet would take for a formula
 * is defused by a leading apostrophe; numbers are written as numbers.
 */
export function runCsv(run: RunData): string {
  const { columns, row } = recordTable([run]);
  return [csvHeader(columns), ...run.records.map((record) => csvLine(columns, row(0, record)))].join('');
}
