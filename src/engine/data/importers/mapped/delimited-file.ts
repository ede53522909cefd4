import { LabError } from '../../../../shared/errors';
import type { Part } from '../../../../shared/mapping/source';
import { openContained } from '../../../files/contained-file';
import { quoted } from '../../../files/row-problem';
import { delimitedRecords } from './delimited';
import type { FileRow, RowFile } from './row-file';

/** What the first column is called where it has no name: as pandas writes the index of a table. */
const UNNAMED = 'index';
/** Columns that a file may have. */
const MOST_COLUMNS = 20_000;

/**
 * A file of lines with cells: its first line names the columns, unless the part does.
 *
 * @throws LabError `invalid` for a file without columns; RowProblem as `openContained`
 */
export async function openDelimited(
  root: string,
  name: string,
  { header, separator = name.toLowerCase().endsWith('.csv') ? ',' : '\t' }: Pick<Part, 'header' | 'separator'>,
): Promise<RowFile> {
  const handle = await openContained(root, name);
  try {
    const columns = header ?? (await namesIn(delimitedRecords(handle, name, separator), name));
    checkNames(columns, name);
    const places = new Map(columns.map((column, at) => [column, at]));
    return {
      columns,
      count: null,
      rows: async function* () {
        let isFirst = header === undefined;
        for await (const { line, cells } of delimitedRecords(handle, name, separator)) {
          if (isFirst) isFirst = false;
          else yield rowOf(line, cells, columns.length, places);
        }
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function rowOf(
  line: number,
  cells: readonly string[] | null,
  columns: number,
  places: ReadonlyMap<string, number>,
): FileRow {
  const cell = (column: string): Promise<string | undefined> => {
    const at = places.get(column);
    return Promise.resolve(at === undefined ? undefined : cells?.[at]);
  };
  if (cells === null) return { row: line, problem: 'The record is longer than 4 MB; a quote may be left open.', cell };
  if (cells.length === columns) return { row: line, cell };
  return { row: line, problem: `The row has ${String(cells.length)} cells, not ${String(columns)}.`, cell };
}

async function namesIn(records: ReturnType<typeof delimitedRecords>, name: string): Promise<readonly string[]> {
  for await (const { cells } of records) {
    if (cells !== null) return cells.map((cell, at) => cell.trim() || (at === 0 && cells.length > 1 ? UNNAMED : ''));
    break;
  }
  throw unreadable(name, 'is empty.');
}

/** @throws LabError `invalid` for a name that is missing or stands there twice */
export function checkNames(columns: readonly string[], name: string): void {
  const seen = new Set<string>();
  const twice = columns.find((column) => seen.size === seen.add(column).size);
  if (columns.length > MOST_COLUMNS) throw unreadable(name, `has more than ${String(MOST_COLUMNS)} columns.`);
  if (columns.includes('')) throw unreadable(name, 'has a column without a name.');
  if (twice !== undefined) throw unreadable(name, `names the column ${quoted(twice)} twice.`);
}

export function unreadable(file: string, problem: string): LabError {
  return new LabError('invalid', problem, {
    where: file,
    remedy: 'Correct the file, or leave it out of the mapping; `muroan data import --help` tells what is read.',
  });
}
