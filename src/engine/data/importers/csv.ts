/** Values with a separator between them, after RFC 4180. */

/** One record, and the line it begins in, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The records of a text: quotes hold commas, line feeds and doubled quotes. Empty lines are no records. */
export function* csvRecords(text: string, separator = ','): Generator<CsvRecord> {
  let line = 1;
  for (let at = 0; at < text.length;) {
    const { cells, end, lines } = recordAt(text, at, separator);
    if (holdsAnything(cells)) yield { line, cells };
    at = end;
    line += lines;
  }
}

/** An empty line is no record. */
export function holdsAnything(cells: readonly string[]): boolean {
  return cells.length > 1 || cells[0].trim() !== '';
}

export interface RecordRead {
  readonly cells: readonly string[];
  /** Where the next one begins. */
  readonly end: number;
  /** Lines that it takes. */
  readonly lines: number;
  /** False where the text ends before the record does: it may go on. */
  readonly ended: boolean;
}

/** The record that begins at a place of a text. */
export function recordAt(text: string, from: number, separator: string): RecordRead {
  const cells: string[] = [];
  let at = from;
  let lines = 0;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const end = text.indexOf('"', at);
        const piece = text.slice(at, end === -1 ? text.length : end);
        lines += piece.split('\n').length - 1;
        cell += piece;
        at = end === -1 ? text.length : end + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at += 1;
      }
    }
    const end = plainEnd(text, at, separator);
    cell += text.slice(at, end);
    at = end;
    cells.push(cell);
    if (text[at] !== separator) break;
    at += 1;
  }
  if (text[at] === '\r') at += 1;
  const ended = at < text.length;
  if (text[at] === '\n') {
    at += 1;
    lines += 1;
  }
  return { cells, end: at, lines, ended };
}

function plainEnd(text: string, from: number, separator: string): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === separator || letter === '\n' || letter === '\r') break;
  }
  return at;
}
