import type { Cell } from '../cell';

/** Asked of the process that decodes Parquet. */
export type ParquetQuestion =
  | { readonly kind: 'open'; readonly path: string }
  /** Rows of one group, counted from its first. */
  | {
      readonly kind: 'read';
      readonly group: number;
      readonly column: string;
      readonly from: number;
      readonly end: number;
    };

/** Rows that are stored together. */
export interface ParquetGroup {
  readonly rows: number;
  /** Of all columns once they are decompressed. */
  readonly bytes: number;
}

export type ParquetAnswer =
  | { readonly kind: 'opened'; readonly columns: readonly string[]; readonly groups: readonly ParquetGroup[] }
  | { readonly kind: 'cells'; readonly cells: readonly Cell[] }
  /** Why it cannot be read. */
  | { readonly kind: 'failed'; readonly why: string };
