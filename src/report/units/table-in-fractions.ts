import { asFractions, moved, movedInterval } from '../../analysis/fractions';
import type { Row, Table, TableCell } from '../document';

/** A table with its shares, and differences of shares, as fractions. */
export function tableInFractions(table: Table): Table {
  return {
    ...table,
    caption: asFractions(table.caption),
    columns: table.columns.map((column) => ({ ...column, title: asFractions(column.title) })),
    rows: table.rows.map((row): Row =>
      row.kind === 'group' ? row : { ...row, cells: row.cells.map(cellInFractions) },
    ),
    ...(table.note === undefined ? {} : { note: asFractions(table.note) }),
  };
}

function cellInFractions({ unit, ...cell }: TableCell): TableCell {
  switch (unit) {
    case undefined:
      return { ...cell, text: asFractions(cell.text) };
    case 'percent':
      return { ...withInterval(cell), text: asFractions(cell.text) };
    case 'points':
      return { ...withInterval(cell), text: moved(cell.text) };
    default:
      return unit satisfies never;
  }
}

function withInterval(cell: TableCell): TableCell {
  return cell.interval === undefined ? cell : { ...cell, interval: movedInterval(cell.interval) };
}
