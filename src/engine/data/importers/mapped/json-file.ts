import type { JsonLayout } from '../../../../shared/mapping/source';
import { openContained, readContained } from '../../../files/contained-file';
import { RowProblem } from '../../../files/row-problem';
import { textLines } from '../text-lines';
import { unreadable } from './delimited-file';
import { FieldNames, isObject, jsonRow, type JsonObject } from './json-fields';
import { openJsonList, type ListReading } from './json-list';
import type { RowFile } from './row-file';

/** Larger ones are read row by row only. */
const LARGEST_WHOLE = 256 * 2 ** 20;
/** From this size on a list is read row by row. */
const LARGE = 16 * 2 ** 20;
/** Rows whose fields are the columns. */
const LOOKED_AT = 500;

/** A file with an object on each line. @throws LabError `invalid` for one without an object; RowProblem as `openContained` */
export async function openJsonLines(root: string, name: string): Promise<RowFile> {
  const fields = new FieldNames();
  let looked = 0;
  for await (const { text } of textLines(await openContained(root, name))) {
    const row = text === null ? null : objectIn(text);
    if (row !== null) fields.add(row);
    looked += 1;
    if (looked === LOOKED_AT) break;
  }
  if (fields.names.length === 0) throw unreadable(name, 'has no line that is a JSON object.');
  return {
    columns: fields.names,
    count: null,
    rows: async function* () {
      for await (const { number: row, text, problem } of textLines(await openContained(root, name))) {
        const value = text === null ? null : objectIn(text);
        if (value !== null) yield jsonRow(row, value);
        else yield { row, problem: problem ?? 'The line is no JSON object.', cell: () => Promise.resolve(undefined) };
      }
    },
    close: () => Promise.resolve(),
  };
}

function objectIn(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * A JSON file: a list of objects, by itself or as the only such field of an object (`records`); lists of
 * one length, one a column (`columns`); or lists by what their values have in common, such as a split (`groups`), which become
 * rows of `key` and `value`. Objects by their names are records with `key`. Of a large file a list of objects is read row by
 * row; the other layouts are read whole.
 *
 * @param large bytes from which on a file is large
 * @throws LabError `invalid` for another layout; `cancelled`; RowProblem as `readContained`
 */
export async function openJson(
  root: string,
  name: string,
  layout: JsonLayout | undefined,
  { large = LARGE, ...how }: ListReading & { readonly large?: number } = {},
): Promise<RowFile> {
  if ((layout === undefined || layout === 'records') && (await sizeOf(root, name)) >= large) {
    const list = await openJsonList(root, name, how);
    if (list !== null) return list;
  }
  const rows = rowsIn(parsed(await readContained(root, name, LARGEST_WHOLE), name), layout);
  if (rows === null) throw unreadable(name, 'holds no list of objects, and no lists of values.');
  if (rows.length === 0) throw unreadable(name, 'has no rows.');
  const fields = new FieldNames();
  rows.slice(0, LOOKED_AT).forEach((row) => {
    if (isObject(row)) fields.add(row);
  });
  if (fields.names.length === 0) throw unreadable(name, 'has no row that is an object.');
  return {
    columns: fields.names,
    count: rows.length,
    // eslint-disable-next-line @typescript-eslint/require-await -- rows of other files have to be waited for
    rows: async function* () {
      for (const [at, row] of rows.entries()) {
        if (isObject(row)) yield jsonRow(at + 1, row);
        else yield { row: at + 1, problem: 'The entry is no object.', cell: () => Promise.resolve(undefined) };
      }
    },
    close: () => Promise.resolve(),
  };
}

async function sizeOf(root: string, name: string): Promise<number> {
  const handle = await openContained(root, name);
  try {
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

/** The object that a JSON file holds. @throws RowProblem */
export async function readObject(root: string, name: string, limit: number): Promise<JsonObject> {
  const bytes = await readContained(root, name, limit);
  const value = objectIn(new TextDecoder().decode(bytes));
  if (value === null) throw new RowProblem(`${JSON.stringify(name)} holds no JSON object.`);
  return value;
}

function parsed(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw unreadable(name, 'is no JSON in UTF-8.');
  }
}

function rowsIn(value: unknown, layout: JsonLayout | undefined): readonly unknown[] | null {
  if (Array.isArray(value)) return layout === undefined || layout === 'records' ? value : null;
  if (!isObject(value)) return null;
  const fields = Object.entries(value);
  const lists = fields.filter((field): field is [string, readonly unknown[]] => Array.isArray(field[1]));
  switch (layout ?? usualLayout(fields, lists)) {
    case 'records': {
      const records = lists.filter(([, list]) => list.some(isObject));
      if (records.length === 1) return records[0][1];
      const named = fields.filter(([, one]) => isObject(one));
      return named.length === fields.length && records.length === 0
        ? named.map(([key, one]) => ({ key, ...(one as JsonObject) }))
        : null;
    }
    case 'columns': {
      const length = lists.at(0)?.[1].length ?? 0;
      if (lists.length < fields.length || lists.some(([, list]) => list.length !== length)) return null;
      return Array.from({ length }, (_, at) => Object.fromEntries(lists.map(([name, list]) => [name, list[at]])));
    }
    case 'groups':
      return lists.flatMap(([key, list]) => list.map((one) => ({ key, value: one })));
    default:
      return null;
  }
}

function usualLayout(
  fields: readonly (readonly [string, unknown])[],
  lists: readonly (readonly [string, readonly unknown[]])[],
): JsonLayout {
  if (lists.length === 0 || lists.some(([, list]) => list.some(isObject))) return 'records';
  const areEqual = lists.every(([, list]) => list.length === lists[0][1].length);
  const areSplits = lists.every(([name]) => /^(?:train|val|valid|validation|dev|test)/iu.test(name));
  return areEqual && !areSplits && lists.length === fields.length ? 'columns' : 'groups';
}
