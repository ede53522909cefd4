import { containedPath, openContained } from '../../contained-file';
import { quoted, RowProblem } from '../../importer';
import type { Cell } from '../cell';
import type { FileRow, RowFile } from '../row-file';
import { ParquetProcess } from './client';
import type { ParquetGroup } from './messages';

/** In which a process has started and read what a file says of itself. */
const OPEN_MS = 30_000;
/** In which rows of a column are decoded: for any file, and for every byte of it, as on a slow disk. */
const READ_MS = 10_000;
const BYTES_A_SECOND = 2 ** 20;
/** Rows that are decoded together: as many as take so many bytes, within bounds. */
const BYTES_AT_ONCE = 32 * 2 ** 20;
const ROWS_AT_ONCE = [100, 65_536] as const;

/** A Parquet file, read by columns and some rows at a time, in a process of its own. @throws RowProblem */
export async function openParquet(root: string, name: string, signal?: AbortSignal): Promise<RowFile> {
  const handle = await openContained(root, name);
  const { size } = await handle.stat().finally(() => handle.close());
  const decoding = new ParquetProcess(name, signal);
  try {
    const opened = await decoding.ask({ kind: 'open', path: await containedPath(root, name) }, OPEN_MS);
    if (opened.kind !== 'opened') throw new Error('A Parquet file was opened out of turn.');
    const { columns, groups } = opened;
    const count = groups.reduce((sum, { rows }) => sum + rows, 0);
    if (columns.length === 0 || !(count > 0)) throw new RowProblem(`${quoted(name)} has no rows.`);
    const read: ReadCells = async (group, column, from, end) => {
      const answer = await decoding.ask(
        { kind: 'read', group, column, from, end },
        READ_MS + 1000 * Math.ceil(size / BYTES_A_SECOND),
      );
      if (answer.kind !== 'cells') throw new Error('Parquet was read out of turn.');
      return answer.cells;
    };
    return {
      columns,
      count,
      rows: () => rowsOf(groups, columns, read),
      close: () => {
        decoding.close();
        return Promise.resolve();
      },
    };
  } catch (error) {
    decoding.close();
    throw error;
  }
}

type ReadCells = (group: number, column: string, from: number, end: number) => Promise<readonly Cell[]>;

// eslint-disable-next-line @typescript-eslint/require-await -- rows of other files have to be waited for
async function* rowsOf(
  groups: readonly ParquetGroup[],
  columns: readonly string[],
  read: ReadCells,
): AsyncGenerator<FileRow> {
  let start = 0;
  for (const [group, { rows, bytes }] of groups.entries()) {
    const [fewest, most] = ROWS_AT_ONCE;
    const atOnce = Math.min(most, Math.max(fewest, Math.floor((rows * BYTES_AT_ONCE) / Math.max(1, bytes))));
    for (let from = 0; from < rows; from += atOnce) {
      const end = Math.min(rows, from + atOnce);
      const known = new Map<string, Promise<readonly Cell[]>>();
      const cellsOf = (column: string): Promise<readonly Cell[]> => {
        const cells = known.get(column) ?? read(group, column, from, end);
        known.set(column, cells);
        return cells;
      };
      for (let row = from; row < end; row += 1) {
        yield {
          row: start + row + 1,
          cell: async (column) => {
            if (!columns.includes(column)) return undefined;
            const cells = await cellsOf(column);
            return row - from < cells.length ? cells[row - from] : null;
          },
        };
      }
    }
    start += rows;
  }
}
