import { csvField } from '../csv/field';
import { isStructure, type Column, type TableRow, type TableValue } from './column';

/** A line of a table as CSV (RFC 4180), its end with it. */
export function csvLine(columns: readonly Column[], row: TableRow): string {
  return `${columns.map(({ name }) => csvField(flat(Object.hasOwn(row, name) ? row[name] : null))).join(',')}\r\n`;
}

export function csvHeader(columns: readonly Column[]): string {
  return `${columns.map(({ name }) => csvField(name)).join(',')}\r\n`;
}

/** Lists of numbers have blanks between, structures are JSON. */
function flat(value: TableValue): string | number | boolean | null {
  if (typeof value !== 'object' || value === null) return value;
  return isStructure(value) ? JSON.stringify(value.structure) : value.join(' ');
}
