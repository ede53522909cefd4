import type { Column, Row, Table } from '../../report/document';

/** What a cell shows that says nothing. */
const blanks: ReadonlySet<string> = new Set(['', '–']);

/** Columns but the first that some row fills, and the rows with their cells of these. */
export function withoutEmpty(columns: readonly Column[], rows: readonly Row[]): Pick<Table, 'columns' | 'rows'> {
  const isKept = (_: unknown, place: number): boolean =>
    place === 0 || rows.some((row) => row.kind === 'cells' && !blanks.has(row.cells[place]?.text ?? ''));
  return {
    columns: columns.filter(isKept),
    rows: rows.map((row) => (row.kind === 'group' ? row : { ...row, cells: row.cells.filter(isKept) })),
  };
}
