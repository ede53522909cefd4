import type { ModalityShape, RowValue } from '../../modality-writer';
import { readContained } from '../../../files/contained-file';
import { RowProblem } from '../../../files/row-problem';
import { onlyFile } from '../only-file';
import type { Size } from '../resize';
import { isNumbers, type Cell } from './cell';
import type { SourceRow } from './row-file';
import { filled } from './template';

/** What reading an input asks of the import around it. */
export interface Reading {
  /** Real path of the folder. */
  readonly root: string;
  /** Rows to look at where the mapping leaves something open. */
  readonly first: readonly SourceRow[];
  /** Says something once for the whole import. */
  readonly remark: (text: string) => void;
}

/** One input of a mapping, ready to be read row by row. */
export interface InputReader {
  readonly shape: ModalityShape;
  /** @throws RowProblem */
  read(row: SourceRow): Promise<RowValue>;
  /** Of pictures: besides, the size of the file's own. @throws RowProblem */
  readSized?(row: SourceRow): Promise<SizedValue>;
}

/** A picture brought to the size of the input, and the size that it had. */
export interface SizedValue {
  readonly value: RowValue;
  readonly size: Size;
}

/** A reader of pictures. */
export function ofPictures(shape: ModalityShape, readSized: (row: SourceRow) => Promise<SizedValue>): InputReader {
  return { shape, readSized, read: async (row) => (await readSized(row)).value };
}

/** Largest file of one value. */
const LARGEST_FILE = 64 * 2 ** 20;

export async function fileBytes(root: string, template: string, row: SourceRow): Promise<Uint8Array> {
  return readContained(root, await onlyFile(root, await filled(template, row.cell)), LARGEST_FILE);
}

/** The bytes or the numbers that an input comes from. @throws RowProblem */
export async function contentOf(
  { file, column = '' }: { readonly file?: string | undefined; readonly column?: string | undefined },
  root: string,
  row: SourceRow,
): Promise<Cell> {
  if (file !== undefined) return fileBytes(root, file, row);
  const cell = await row.cell(column);
  if (cell === null) throw new RowProblem(`The column ${JSON.stringify(column)} is empty.`);
  // As data sets of pictures and sounds in Parquet have them: the bytes of a file and its name.
  if (typeof cell === 'object' && !isNumbers(cell) && 'bytes' in cell && cell.bytes instanceof Uint8Array) {
    return cell.bytes;
  }
  return cell;
}
