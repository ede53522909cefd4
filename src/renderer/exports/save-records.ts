import {
  exportRecords,
  recordsFileName,
  recordsMime,
  type RecordsFormat,
  type RecordsStep,
} from '../../analysis/table/export-records';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import type { Result } from '../../shared/protocol';

/** Told how much of a file is made. */
export type OnDone = (done: number, total: number) => void;

/** The records of runs as one file; its pieces are kept by the browser, not in the window's memory. */
export async function recordsFile(
  lab: LabConnection,
  runs: readonly Result<'runs.show'>[],
  as: RecordsFormat,
  allColumns: boolean,
  onRecords: (step: RecordsStep, done: number, total: number) => void,
): Promise<File> {
  const pieces: Blob[] = [];
  await exportRecords(lab, runs, {
    as,
    allColumns,
    write: (piece) => {
      pieces.push(new Blob([piece]));
    },
    onRecords,
  });
  return new File(pieces, recordsFileName(runs, as), { type: recordsMime[as] });
}
