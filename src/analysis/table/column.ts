/**
 * A value as records hold it: null where a column does not apply to a record. What is no single value, such as removed
 * regions, is `structure`, and stays what JSON can hold.
 */
export type TableValue = string | number | boolean | null | readonly number[] | Structure;
/** What JSON can hold, in a box of its own: so that a list of numbers is not taken for one. */
export interface Structure {
  readonly structure: unknown;
}

/** `whole`: a number without a fraction. `numbers`: so many numbers in a row. `structure`: JSON. */
export type ColumnType = 'text' | 'whole' | 'number' | 'yes-no' | 'numbers' | 'structure';

/** A column of a table of records, as its reader has to know it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Empty for what has none. */
  readonly unit: string;
  readonly meaning: string;
}

export type TableRow = Readonly<Record<string, TableValue>>;

export function isStructure(value: TableValue): value is Structure {
  return typeof value === 'object' && value !== null && 'structure' in value;
}
