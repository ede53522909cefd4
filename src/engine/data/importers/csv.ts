/** Comma-separated values after RFC 4180. */

/** One record, and the line it begins in, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The records of a text: quotes hold commas, line feeds and doubled quotes. Empty lines are no records. */
export function* csvRecords(text: string): Generator<CsvRecord> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const first = line;
    const cells: string[] = [];
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        at += 1;
        for (;;) {
          const end = text.indexOf('"', at);
          const piece = text.slice(at, end === -1 ? text.length : end);
          line += piece.split('\n').length - 1;
          cell += piece;
          at = end === -1 ? text.length : end + 1;
          if (text[at] !== '"') break;
          cell += '"';
          at += 1;
        }
      }
      const rest = /[^,\r\n]*/y;
      rest.lastIndex = at;
      const plain = rest.exec(text)?.[0] ?? '';
      cell += plain;
      at += plain.length;
      cells.push(cell);
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') {
      at += 1;
      line += 1;
    }
    if (cells.length > 1 || cells[0].trim() !== '') yield { line: first, cells };
  }
}
