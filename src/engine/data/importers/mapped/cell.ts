import { quoted, RowProblem } from '../../../files/row-problem';

/** Numbers of one row, row-major. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** What a row has in a column: as JSON has it, the bytes of a file, or the numbers of an array. */
export type Cell =
  string | number | boolean | null | Uint8Array | Numbers | readonly Cell[] | { readonly [name: string]: Cell };

export function isNumbers(cell: Cell): cell is Numbers {
  return typeof cell === 'object' && cell !== null && 'values' in cell && cell.values instanceof Float64Array;
}

/** A cell as text; null for what is empty. @throws RowProblem for what is no text */
export function textOf(cell: Cell, column: string): string | null {
  switch (typeof cell) {
    case 'string':
      return cell.trim() === '' ? null : cell.trim();
    case 'number':
    case 'boolean':
      return String(cell);
    default:
      if (cell === null) return null;
      if (isNumbers(cell) && cell.values.length === 1) return String(cell.values[0]);
      throw new RowProblem(`The column ${quoted(column)} holds several values, not one.`);
  }
}

/** A cell as one number, as 32-bit numbers have it. @throws RowProblem */
export function numberOf(cell: Cell, column: string): number {
  const text = textOf(cell, column);
  if (typeof cell === 'boolean') return Number(cell);
  return numberIn(text ?? '', column);
}

/** All numbers of a cell: one, or those of a list or an array, lists within lists one after the other. @throws RowProblem */
export function numbersOf(cell: Cell, column: string): Numbers {
  if (isNumbers(cell)) {
    const stray = cell.values.find((value) => !Number.isFinite(value));
    if (stray !== undefined) throw notFinite(column, stray);
    return cell;
  }
  if (!Array.isArray(cell)) return { shape: [], values: Float64Array.of(numberOf(cell, column)) };
  const shape: number[] = [];
  const values: number[] = [];
  gather(cell as readonly Cell[], 0, shape, values, column);
  return { shape, values: Float64Array.from(values) };
}

/** Lists of one length at each depth. */
function gather(list: readonly Cell[], depth: number, shape: number[], values: number[], column: string): void {
  if (depth > 3) throw new RowProblem(`The column ${quoted(column)} holds lists nested too deeply.`);
  shape[depth] ??= list.length;
  if (shape[depth] !== list.length) {
    throw new RowProblem(`The column ${quoted(column)} holds lists of different lengths.`);
  }
  for (const one of list) {
    if (Array.isArray(one)) gather(one as readonly Cell[], depth + 1, shape, values, column);
    else if (shape.length > depth + 1) throw new RowProblem(`The column ${quoted(column)} holds numbers beside lists.`);
    else values.push(numberOf(one, column));
  }
}

function numberIn(text: string, column: string): number {
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(Math.fround(value))) return value;
  if (text !== '' && !Number.isNaN(value)) throw notFinite(column, value);
  throw new RowProblem(`The column ${quoted(column)} holds ${quoted(text)}, which is no number.`);
}

function notFinite(column: string, value: number): RowProblem {
  return new RowProblem(`The column ${quoted(column)} holds ${String(value)}, which is not finite.`);
}
