import type { Cell } from './cell';
import type { FileRow } from './row-file';

/** Levels of objects whose fields are columns: `answer.type`. */
const DEEPEST = 3;
const MOST_COLUMNS = 2000;

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The columns of objects, those of objects in them behind a dot, in the order in which they come. */
export class FieldNames {
  private readonly found = new Set<string>();

  add(row: JsonObject, before = '', depth = 1): void {
    for (const [name, value] of Object.entries(row)) {
      if (this.found.size >= MOST_COLUMNS) return;
      if (isObject(value) && depth < DEEPEST) this.add(value, `${before}${name}.`, depth + 1);
      else if (name !== '') this.found.add(`${before}${name}`);
    }
  }

  get names(): readonly string[] {
    return [...this.found];
  }
}

/** What an object has in a column; undefined where there is no such field. */
export function fieldOf(row: JsonObject, column: string): Cell | undefined {
  if (Object.hasOwn(row, column)) return row[column] as Cell;
  for (let dot = column.indexOf('.'); dot !== -1; dot = column.indexOf('.', dot + 1)) {
    const name = column.slice(0, dot);
    const inner = Object.hasOwn(row, name) ? row[name] : undefined;
    if (isObject(inner)) {
      const found = fieldOf(inner, column.slice(dot + 1));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

export function jsonRow(row: number, value: JsonObject): FileRow {
  return { row, cell: (column) => Promise.resolve(fieldOf(value, column)) };
}
