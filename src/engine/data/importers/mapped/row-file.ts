import type { Split } from '../../../../shared/data/split';
import type { Cell } from './cell';

/** One row of an opened file. */
export interface FileRow {
  /** Counted from 1: the line it begins in, or its place in an array. */
  readonly row: number;
  /** Why it cannot be read. */
  readonly problem?: string;
  /** Undefined: there is no such column. @throws RowProblem */
  readonly cell: (column: string) => Promise<Cell | undefined>;
}

/** A file that holds rows. */
export interface RowFile {
  readonly columns: readonly string[];
  /** Null where they are only known once all are read. */
  readonly count: number | null;
  /** From the first row on, each time. */
  rows(): AsyncIterable<FileRow>;
  close(): Promise<void>;
}

/** A row as a mapping sees it: of all files that belong together. */
export interface SourceRow {
  /** Where it stands, for reports. */
  readonly file: string;
  readonly row: number | null;
  /** What the source says of its split. */
  readonly split: Split | null;
  readonly problem: string | null;
  /** @throws RowProblem where there is no such column, or where it cannot be read */
  readonly cell: (column: string) => Promise<Cell>;
}

export interface OpenSource {
  readonly columns: readonly string[];
  /** Of all rows; null where it is not known. */
  readonly count: number | null;
  rows(): AsyncIterable<SourceRow>;
  close(): Promise<void>;
}
