import { cancelled } from '../../../../shared/errors';
import { openContained } from '../../../files/contained-file';
import { quoted } from '../../../files/row-problem';
import { unreadable } from './delimited-file';
import { FieldNames, isObject, jsonRow } from './json-fields';
import { JsonFault, JsonPieces, type Piece, type PieceLimits } from './json-pieces';
import type { RowFile } from './row-file';

/** As much as a file that is one row. */
const LIMITS: PieceLimits = { longest: 16 * 2 ** 20, deepest: 100 };
/** Of an object that may be a list’s; their names are kept. */
const MOST_FIELDS = 100_000;
const CHUNK = 256 * 1024;
/** Rows whose fields are the columns. */
const LOOKED_AT = 500;

/** How a list is read. */
export interface ListReading {
  readonly signal?: AbortSignal | undefined;
  readonly limits?: PieceLimits;
  /** Bytes that are read at once. */
  readonly chunk?: number;
}

interface Found {
  readonly fields: FieldNames;
  count: number;
  hasObjects: boolean;
}

/**
 * A JSON file of any size whose rows are a list of objects, by itself or as the only such field of an object: each row is read
 * by itself. The file is gone through once before, so that one which is damaged anywhere is refused at once.
 *
 * @returns null where it holds no such list
 * @throws LabError `invalid` for what is no JSON, and for several such lists; `cancelled`; RowProblem as `openContained`
 */
export async function openJsonList(root: string, name: string, how: ListReading = {}): Promise<RowFile | null> {
  const lists = await listsIn(root, name, how);
  const found = [...(lists ?? [])].find(([field, { hasObjects }]) => field === null || hasObjects);
  if (found === undefined) return null;
  const [field, { count, fields }] = found;
  if (count === 0) throw unreadable(name, 'has no rows.');
  if (fields.names.length === 0) throw unreadable(name, 'has no row that is an object.');
  return {
    columns: fields.names,
    count,
    rows: async function* () {
      let row = 0;
      for await (const piece of piecesIn(root, name, how)) {
        if (piece.kind !== 'entry' || piece.field !== field) continue;
        row += 1;
        const problem = piece.problem ?? 'The entry is no object.';
        if (isObject(piece.value)) yield jsonRow(row, piece.value);
        else yield { row, problem, cell: () => Promise.resolve(undefined) };
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Lists at the top of a file, by their fields; null where it has too many fields. */
async function listsIn(
  root: string,
  name: string,
  how: ListReading,
): Promise<ReadonlyMap<string | null, Found> | null> {
  const lists = new Map<string | null, Found>();
  const seen = new Set<string>();
  let rows: Found | null = null;
  for await (const { kind, field, isObject: isRow, value } of piecesIn(root, name, how)) {
    if (kind !== 'entry' && field !== null) {
      if (seen.has(field)) throw unreadable(name, `has the field ${quoted(field)} twice.`);
      if (seen.add(field).size > MOST_FIELDS) return null;
    }
    if (kind === 'list') lists.set(field, { fields: new FieldNames(), count: 0, hasObjects: false });
    const list = lists.get(field);
    if (kind !== 'entry' || list === undefined) continue;
    list.count += 1;
    list.hasObjects ||= isRow;
    if (isRow && rows !== null && rows !== list) throw unreadable(name, 'holds several lists of objects.');
    if (isRow) rows = list;
    if (list.count <= LOOKED_AT && isObject(value)) list.fields.add(value);
  }
  return lists;
}

async function* piecesIn(
  root: string,
  name: string,
  { signal, limits = LIMITS, chunk: highWaterMark = CHUNK }: ListReading,
): AsyncGenerator<Piece> {
  const pieces = new JsonPieces(limits);
  const handle = await openContained(root, name);
  try {
    for await (const chunk of handle.createReadStream({ highWaterMark }) as AsyncIterable<Uint8Array>) {
      if (signal?.aborted === true) throw cancelled();
      yield* pieces.push(chunk);
    }
    pieces.close();
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw unreadable(name, `is no JSON in UTF-8 from byte ${String(error.at + 1)} on.`);
  }
}
