import type { ReactNode } from 'react';

export type CellValue = string | number | boolean | null;

/** One column of a `DataTable`. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** What rows are sorted, filtered and grouped by; null stands last. */
  readonly value: (row: Row) => CellValue;
  /** How it is shown, where not as the value itself. */
  readonly cell?: (row: Row) => ReactNode;
  /** Numbers stand right. */
  readonly align?: 'right';
  /** In CSS pixels; columns without one share what is left. */
  readonly width?: number;
  /** May rows be grouped by it? */
  readonly groupable?: boolean;
  /** Not shown until it is chosen. */
  readonly hidden?: boolean;
}

/** Order of two values; strings as people sort them: `run 2` before `run 10`. */
export function compareValues(a: CellValue, b: CellValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * The rows in which every word of the query stands in some column. `state:finished` looks in the columns whose title or
 * id begins with `state` only. Words are compared without regard to case.
 */
export function rowsMatching<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  query: string,
): readonly Row[] {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return rows;
  const tests = words.map((word) => testOf(word, columns));
  return rows.filter((row) => tests.every((test) => test(row)));
}

function testOf<Row>(word: string, columns: readonly Column<Row>[]): (row: Row) => boolean {
  const [field, wanted] = word.split(':', 2) as [string, string | undefined];
  const named =
    wanted === undefined
      ? []
      : columns.filter(({ id, title }) => id.toLowerCase().startsWith(field) || title.toLowerCase().startsWith(field));
  const looked = named.length > 0 ? named : columns;
  const text = named.length > 0 ? (wanted ?? '') : word;
  return (row) =>
    looked.some(({ value }) =>
      String(value(row) ?? '')
        .toLowerCase()
        .includes(text),
    );
}
