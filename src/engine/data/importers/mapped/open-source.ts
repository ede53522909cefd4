import type { Part, RowSource } from '../../../../shared/mapping/source';
import { quoted, RowProblem } from '../../../files/row-problem';
import { textOf, type Cell } from './cell';
import { unreadable } from './delimited-file';
import { openJoined, type JoinedFile } from './joined-file';
import { fieldOf, type JsonObject } from './json-fields';
import { readObject } from './json-file';
import { openListing } from './listing';
import { openRowFile } from './open-file';
import type { FileRow, OpenSource, RowFile, SourceRow } from './row-file';
import { filled } from './template';

const LARGEST_ROW_FILE = 16 * 2 ** 20;

interface OpenPart {
  readonly part: Part;
  readonly files: readonly RowFile[];
  /** Place of the file that has the column. */
  readonly places: ReadonlyMap<string, number>;
}

/**
 * Opens what rows come from.
 *
 * @param signal ends reading that is waited for
 * @throws LabError `invalid` for files that cannot be read, that have a column of one name, or as many rows as another has not;
 *   `cancelled`
 */
export async function openSource(root: string, source: RowSource, signal?: AbortSignal): Promise<OpenSource> {
  switch (source.kind) {
    case 'listing':
      return openListing(root, source.pattern, source.texts, signal);
    case 'files': {
      const parts: OpenPart[] = [];
      const joined: JoinedFile[] = [];
      const close = async (): Promise<void> => {
        await Promise.all([...parts.flatMap(({ files }) => files), ...joined].map((file) => file.close()));
      };
      try {
        for (const part of source.parts) parts.push(await openPart(root, part, signal));
        for (const one of source.joined ?? []) joined.push(await openJoined(root, one, signal));
        const counts = parts.map(({ files }) => files.find(({ count }) => count !== null)?.count ?? null);
        return {
          columns: columnsOf(parts, joined),
          count: counts.includes(null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
          rows: async function* () {
            for (const part of parts) yield* rowsOf(root, part, joined, source.rowFile);
          },
          close,
        };
      } catch (error) {
        await close();
        throw error;
      }
    }
    default:
      return source satisfies never;
  }
}

async function openPart(root: string, part: Part, signal: AbortSignal | undefined): Promise<OpenPart> {
  const files: RowFile[] = [];
  try {
    for (const [at, name] of part.files.entries()) {
      files.push(await openRowFile(root, name, { ...part, called: part.called?.[at], signal }));
    }
    const places = new Map<string, number>();
    files.forEach(({ columns, count }, at) => {
      for (const column of columns) {
        if (places.has(column)) {
          throw unreadable(part.files[at], `has the column ${quoted(column)}, as another file of the part has.`);
        }
        places.set(column, at);
      }
      const other = files.findIndex((file) => file.count !== null && count !== null && file.count !== count);
      if (other !== -1) throw uneven(part.files[at], String(count), part.files[other], String(files[other].count));
    });
    return { part, files, places };
  } catch (error) {
    await Promise.all(files.map((file) => file.close()));
    throw error;
  }
}

function columnsOf(parts: readonly OpenPart[], joined: readonly JoinedFile[]): readonly string[] {
  return [
    ...new Set([
      ...parts.flatMap(({ part, places }) => [...places.keys(), ...Object.keys(part.fixed ?? {})]),
      ...joined.flatMap(({ columns }) => columns),
    ]),
  ];
}

async function* rowsOf(
  root: string,
  { part, files, places }: OpenPart,
  joined: readonly JoinedFile[],
  rowFile: string | undefined,
): AsyncGenerator<SourceRow> {
  const readers = files.map((file) => file.rows()[Symbol.asyncIterator]());
  try {
    for (let row = 1; ; row += 1) {
      const read: FileRow[] = [];
      let ended: number | null = null;
      for (const [at, reader] of readers.entries()) {
        const next = await reader.next();
        if (next.done === true) ended = at;
        else read.push(next.value);
      }
      if (ended !== null) {
        if (read.length === 0) return;
        const longer = ended === 0 ? 1 : 0;
        throw uneven(part.files[ended], String(row - 1), part.files[longer], `at least ${String(row)}`);
      }
      yield sourceRow({ root, part, places, joined, rowFile }, read);
    }
  } finally {
    for (const reader of readers) await reader.return?.();
  }
}

interface Around {
  readonly root: string;
  readonly part: Part;
  readonly places: ReadonlyMap<string, number>;
  readonly joined: readonly JoinedFile[];
  readonly rowFile: string | undefined;
}

function sourceRow({ root, part, places, joined, rowFile }: Around, rows: readonly FileRow[]): SourceRow {
  const bad = rows.findIndex(({ problem }) => problem !== undefined);
  const at = Math.max(0, bad);
  const own = async (column: string): Promise<Cell | undefined> => {
    if (part.fixed !== undefined && Object.hasOwn(part.fixed, column)) return part.fixed[column];
    const place = places.get(column);
    return place === undefined ? undefined : rows[place].cell(column);
  };
  const present = async (column: string): Promise<Cell> => {
    const cell = await own(column);
    if (cell !== undefined) return cell;
    throw new RowProblem(`The row has no column ${quoted(column)}.`);
  };
  let beside: Promise<JsonObject> | null = null;
  const cell = async (column: string): Promise<Cell> => {
    const found = await own(column);
    if (found !== undefined) return found;
    const without: string[] = [];
    for (const file of joined) {
      if (!file.columns.includes(column)) continue;
      const key = textOf(await present(file.by), file.by);
      const other = key === null ? undefined : await file.rowOf(key)?.cell(column);
      if (other !== undefined) return other;
      without.push(`${quoted(file.name)} has no row for ${quoted(key ?? '')}.`);
    }
    if (without.length > 0) throw new RowProblem(without[0]);
    if (rowFile !== undefined) {
      beside ??= filled(rowFile, present).then((path) => readObject(root, path, LARGEST_ROW_FILE));
      const other = fieldOf(await beside, column);
      if (other !== undefined) return other;
    }
    return present(column);
  };
  return {
    file: part.files[at],
    row: rows[at].row,
    split: part.split ?? null,
    problem: bad === -1 ? null : (rows[bad].problem ?? null),
    cell,
  };
}

function uneven(file: string, rows: string, other: string, otherRows: string): ReturnType<typeof unreadable> {
  return unreadable(file, `has ${rows} rows, and ${quoted(other)} has ${otherRows}.`);
}
