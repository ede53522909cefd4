import type { Column, TableRow } from './column';

/** Columns that hold something in some row, and those that are empty in all. */
export interface SplitColumns {
  readonly filled: readonly Column[];
  readonly empty: readonly Column[];
}

/** Watches rows of a table for columns that none of them fills. */
export class FilledColumns {
  readonly #empty: Map<string, Column>;
  #rows = 0;

  constructor(private readonly columns: readonly Column[]) {
    this.#empty = new Map(columns.map((column) => [column.name, column]));
  }

  add(row: TableRow): void {
    this.#rows += 1;
    for (const name of this.#empty.keys()) {
      if (Object.hasOwn(row, name) && row[name] !== null) this.#empty.delete(name);
    }
  }

  /** Of no rows, all columns count as filled: nothing is known of them. */
  get split(): SplitColumns {
    if (this.#rows === 0) return { filled: this.columns, empty: [] };
    return {
      filled: this.columns.filter(({ name }) => !this.#empty.has(name)),
      empty: [...this.#empty.values()],
    };
  }
}
