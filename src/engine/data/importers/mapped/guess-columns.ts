import { isNumbers, type Cell } from './cell';
import type { OpenSource, SourceRow } from './row-file';
import { RowProblem } from '../../../files/row-problem';

/** What the cells of a column look like. */
export type ColumnLook =
  | { readonly kind: 'empty' }
  | { readonly kind: 'numbers'; readonly whole: boolean; readonly different: number }
  | { readonly kind: 'flags' }
  | { readonly kind: 'names'; readonly different: number }
  | { readonly kind: 'words' }
  | { readonly kind: 'files'; readonly of: 'image' | 'audio' | 'array' }
  | { readonly kind: 'list'; readonly of: 'names' | 'numbers' }
  | { readonly kind: 'array'; readonly shape: readonly number[]; readonly highest: number; readonly varies: boolean }
  | { readonly kind: 'bytes' };

export interface LookedAt {
  readonly name: string;
  readonly look: ColumnLook;
  /** No two cells are equal. */
  readonly isUnique: boolean;
  /** Hardly any are: an id that a few rows have twice. */
  readonly isNearlyUnique: boolean;
  /** All of several cells are equal. */
  readonly isConstant: boolean;
  /** A few cells as text. */
  readonly examples: readonly string[];
  /** The same as they are, however long: they may name files. */
  readonly whole: readonly string[];
  /** All that are different, where they are few texts or numbers. */
  readonly values: readonly string[];
}

const LOOKED_AT = 200;
const MOST_VALUES = 200;
/** Share of the cells that are different, from which on a column is nearly unique. */
const NEARLY_ALL = 0.95;
/** Characters of a cell. */
const LONGEST_SHOWN = 60;
const EXAMPLES = 3;
/** Numbers that are none, as programs write them. */
const NOT_MEASURED = /^[+-]?(?:nan|inf(?:inity)?)$/iu;

/** Cells of the first rows, column by column. */
export async function lookAt(
  source: OpenSource,
): Promise<{ columns: readonly LookedAt[]; rows: readonly SourceRow[] }> {
  const rows: SourceRow[] = [];
  for await (const row of source.rows()) {
    if (row.problem === null) rows.push(row);
    if (rows.length === LOOKED_AT) break;
  }
  const columns: LookedAt[] = [];
  for (const name of source.columns) columns.push(await columnOf(name, rows));
  return { columns, rows };
}

async function columnOf(name: string, rows: readonly SourceRow[]): Promise<LookedAt> {
  const cells: Cell[] = [];
  for (const row of rows) {
    const cell = await row.cell(name).catch((error: unknown) => {
      if (error instanceof RowProblem) return null;
      throw error;
    });
    if (cell !== null && cell !== '') cells.push(cell);
  }
  const texts = cells.map(shown);
  const whole = cells.map(textIn);
  const different = new Set(whole).size;
  return {
    name,
    look: lookOf(cells),
    isUnique: cells.length > 1 && different === cells.length,
    isNearlyUnique: cells.length > 1 && different >= NEARLY_ALL * cells.length,
    isConstant: cells.length > 1 && different === 1,
    examples: texts.slice(0, EXAMPLES),
    whole: whole.slice(0, EXAMPLES),
    values: [...new Set(texts)].slice(0, MOST_VALUES),
  };
}

/** A text as it is; of what is none, what is shown. */
function textIn(cell: Cell): string {
  return typeof cell === 'string' ? cell : shown(cell);
}

function shown(cell: Cell): string {
  if (isNumbers(cell)) return `${cell.shape.length === 0 ? '1' : cell.shape.join(' × ')} numbers`;
  if (cell instanceof Uint8Array) return `${String(cell.length)} bytes`;
  const text = typeof cell === 'string' ? cell : beginningOf(cell, LONGEST_SHOWN);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

/** A cell as JSON, of which no more is gone through than fills the room, however long it is and however deep. */
function beginningOf(cell: Cell, room: number): string {
  if (typeof cell !== 'object' || cell === null) return JSON.stringify(cell);
  if (isNumbers(cell) || cell instanceof Uint8Array) return shown(cell);
  const isList = Array.isArray(cell);
  let text = isList ? '[' : '{';
  for (const [name, inner] of Object.entries(cell as Readonly<Record<string, Cell>>)) {
    if (text.length > room) break;
    if (text.length > 1) text += ',';
    if (!isList) text += `${JSON.stringify(name)}:`;
    text += beginningOf(inner, room - text.length);
  }
  return text + (isList ? ']' : '}');
}

function lookOf(cells: readonly Cell[]): ColumnLook {
  const first = cells.at(0);
  if (first === undefined) return { kind: 'empty' };
  if (first instanceof Uint8Array) return { kind: 'bytes' };
  if (isNumbers(first)) {
    const arrays = cells.filter(isNumbers);
    if (first.values.length === 1) return numbersLook(arrays.map(({ values }) => values[0]));
    const highest = arrays.reduce(
      (most, { values }) => values.reduce((one, value) => Math.max(one, value), most),
      -Infinity,
    );
    const varies = arrays.some(({ shape }) => shape.join() !== first.shape.join());
    return { kind: 'array', shape: first.shape, highest, varies };
  }
  if (Array.isArray(first)) {
    const flat = (cells as readonly (readonly Cell[])[]).flat(3);
    return { kind: 'list', of: flat.every((one) => typeof one === 'number') ? 'numbers' : 'names' };
  }
  if (typeof first === 'object' && first !== null) return 'bytes' in first ? { kind: 'bytes' } : { kind: 'empty' };
  return textLook(cells.map((cell) => textIn(cell).trim()));
}

function textLook(texts: readonly string[]): ColumnLook {
  const share = (fits: (text: string) => boolean): number => texts.filter(fits).length / texts.length;
  if (share((text) => /\.(?:png|jpe?g|webp)$/iu.test(text)) > 0.9) return { kind: 'files', of: 'image' };
  if (share((text) => /\.(?:wav|flac)$/iu.test(text)) > 0.9) return { kind: 'files', of: 'audio' };
  if (share((text) => /\.npy$/iu.test(text)) > 0.9) return { kind: 'files', of: 'array' };
  // Rows where nothing was measured are named when they are read; they make no names of the others.
  const measured = texts.filter((text) => !NOT_MEASURED.test(text));
  const numbers = measured.filter((text) => text !== '' && Number.isFinite(Number(text)));
  if (numbers.length > 0.9 * measured.length) return numbersLook(measured.map(Number));
  const different = new Set(texts).size;
  // Texts have several words, and hardly one stands there twice.
  const words = texts.reduce((sum, text) => sum + text.split(/\s+/u).length, 0) / texts.length;
  return words >= 3 && different > texts.length / 4 ? { kind: 'words' } : { kind: 'names', different };
}

function numbersLook(values: readonly number[]): ColumnLook {
  const different = new Set(values).size;
  if (values.every((value) => value === 0 || value === 1)) return { kind: 'flags' };
  return { kind: 'numbers', whole: values.every(Number.isInteger), different };
}
