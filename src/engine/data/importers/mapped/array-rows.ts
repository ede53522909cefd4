import type { ByteSource } from '../../../files/byte-source';
import { quoted, RowProblem } from '../../../files/row-problem';
import type { ArrayType } from './array-type';
import type { Cell } from './cell';
import type { FileRow, RowFile } from './row-file';

/** Numbers of one row at most. */
const MOST_NUMBERS = 16 * 2 ** 20;

/** An array whose first axis counts rows. */
export interface StoredArray {
  readonly column: string;
  readonly shape: readonly number[];
  readonly type: ArrayType;
  /** Bytes before its first number. */
  readonly start: number;
  readonly bytes: ByteSource;
}

/** @throws RowProblem where its sides do not fit its bytes */
export function checkArray({ column, shape, type, start, bytes }: StoredArray): void {
  const each = rowLength(shape);
  if (shape.length === 0) throw new RowProblem(`${quoted(column)} holds one number, not rows.`);
  if (!shape.every(Number.isSafeInteger) || each === 0 || each > MOST_NUMBERS) {
    throw new RowProblem(`${quoted(column)} has ${shape.join(' × ')} numbers, which is not read.`);
  }
  const needed = start + shape[0] * each * type.bytes;
  if (needed > bytes.size) {
    throw new RowProblem(`${quoted(column)} ends early: ${bytes.size} bytes where ${needed} are needed.`);
  }
}

/** Arrays as columns of one file. @throws RowProblem where they have not as many rows each */
export function arrayRows(arrays: readonly StoredArray[], close: () => Promise<void>): RowFile {
  const count = arrays[0].shape[0];
  const other = arrays.find(({ shape }) => shape[0] !== count);
  if (other !== undefined) {
    throw new RowProblem(
      `${quoted(other.column)} has ${other.shape[0]} rows, and ${quoted(arrays[0].column)} has ${count}.`,
    );
  }
  const byName = new Map(arrays.map((array) => [array.column, array]));
  return {
    columns: [...byName.keys()],
    count,
    // eslint-disable-next-line @typescript-eslint/require-await -- rows of other files have to be waited for
    rows: async function* (): AsyncGenerator<FileRow> {
      for (let row = 0; row < count; row += 1) {
        yield {
          row: row + 1,
          cell: async (column) => {
            const array = byName.get(column);
            return array === undefined ? undefined : cellOf(array, row);
          },
        };
      }
    },
    close: async () => {
      for (const { bytes } of arrays) await bytes.close();
      await close();
    },
  };
}

async function cellOf({ shape, type, start, bytes }: StoredArray, row: number): Promise<Cell> {
  const each = rowLength(shape);
  const length = each * type.bytes;
  const read = Buffer.alloc(length);
  await bytes.fill(read, start + row * length);
  const view = new DataView(read.buffer, read.byteOffset, read.byteLength);
  const first = type.decode(view, 0);
  if (shape.length === 1) return first;
  if (typeof first === 'string') return Array.from({ length: each }, (_, at) => type.decode(view, at * type.bytes));
  const values = Float64Array.from({ length: each }, (_, at) => Number(type.decode(view, at * type.bytes)));
  return { shape: shape.slice(1), values };
}

function rowLength(shape: readonly number[]): number {
  return shape.slice(1).reduce((size, side) => size * side, 1);
}
