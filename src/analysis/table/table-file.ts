import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { TableRow } from './column';

/** A file of a table as it is made, piece by piece: what is given back goes into the file in this order. */
export interface TableFile {
  readonly add: (rows: readonly TableRow[]) => Uint8Array<ArrayBuffer>;
  /** Once, after all rows. */
  readonly end: () => Uint8Array<ArrayBuffer>;
}

export interface TextTable {
  readonly begin: string;
  readonly line: (row: TableRow) => string;
  readonly end: string;
}

/** A file of text, UTF-8. */
export function textTable({ begin, line, end }: TextTable): TableFile {
  let waiting = begin;
  const taken = (text: string): Uint8Array<ArrayBuffer> => {
    const piece = utf8ToBytes(waiting + text);
    waiting = '';
    return piece;
  };
  return { add: (rows) => taken(rows.map(line).join('')), end: () => taken(end) };
}
