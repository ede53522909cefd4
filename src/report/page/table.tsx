import type { ReactNode } from 'react';
import type { Row, Table, TableCell } from '../document';
import { shownText as shown } from '../../shared/text/shown-text';

/** Rows up to which a table, or a group of rows, is kept on one printed page; more would leave pages half empty. */
const shortTable = 9;
const shortGroup = 8;
/** Columns above which the gaps between them are narrow. */
const manyColumns = 8;

export function TableView({ table, captioned = true }: { table: Table; captioned?: boolean }): ReactNode {
  return (
    <>
      <div className={table.rows.length <= shortTable ? 'scroll keep' : 'scroll'} tabIndex={0}>
        <table className={spacingOf(table)}>
          <caption>{captioned ? shown(table.caption) : null}</caption>
          <thead>
            <tr>
              {table.columns.map(({ title, align }, index) => (
                <th key={index} scope="col" className={align === 'right' ? 'r' : undefined}>
                  <Wrapped text={shown(title)} />
                </th>
              ))}
            </tr>
          </thead>
          {bodiesOf(table.rows).map((rows, body) => (
            <tbody key={body} className={rows.length <= shortGroup ? 'keep' : undefined}>
              {rows.map((row, index) => (
                <RowView key={index} row={row} columns={table.columns} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {table.note === undefined ? null : <p className="note">{shown(table.note)}</p>}
    </>
  );
}

/** Few columns have room for intervals beside their values; many need narrow gaps. */
function spacingOf({ roomy, columns, rows }: Table): string | undefined {
  if (roomy ?? columns.length <= 4) return rows.some(hasPoints) ? 'roomy points' : 'roomy';
  return columns.length > manyColumns ? 'tight' : undefined;
}

/** Signed intervals are wider, and beside values of all rows they must end alike. */
function hasPoints(row: Row): boolean {
  return row.kind === 'cells' && row.cells.some(({ unit, interval }) => unit === 'points' && Boolean(interval));
}

/** Rows by group: a group's heading is not parted from its rows on paper. */
function bodiesOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const bodies: Row[][] = [];
  for (const row of rows) {
    const last = bodies.at(-1);
    if (last === undefined || row.kind === 'group') bodies.push([row]);
    else last.push(row);
  }
  return bodies;
}

function RowView({ row, columns }: { row: Row; columns: Table['columns'] }): ReactNode {
  if (row.kind === 'group') {
    return (
      <tr className="group">
        <th scope="colgroup" colSpan={columns.length}>
          <Wrapped text={shown(row.title)} />
        </th>
      </tr>
    );
  }
  return (
    <tr className={isContinued(row) ? 'more' : undefined}>
      {row.cells.map((cell, column) => {
        const className = columns.at(column)?.align === 'right' ? 'r' : undefined;
        return column === 0 ? (
          <th key={column} scope="row" className={className}>
            <Value cell={cell} />
          </th>
        ) : (
          <td key={column} className={className}>
            <Value cell={cell} />
          </td>
        );
      })}
    </tr>
  );
}

/** Of what the row above begins with. */
function isContinued({ cells }: Extract<Row, { kind: 'cells' }>): boolean {
  return cells.at(0)?.text === '';
}

function Value({ cell }: { cell: TableCell }): ReactNode {
  return (
    <>
      {cell.tone !== undefined ? (
        <span className={`v-${cell.tone}`}>{shown(cell.text)}</span>
      ) : isHash(cell.text) ? (
        <code>{cell.text}</code>
      ) : (
        <Wrapped text={shown(cell.text)} />
      )}
      {cell.interval ? <span className="ci">{cell.interval}</span> : null}
    </>
  );
}

/** Characters of a word beyond which it may break anywhere, or its column would push others off the page. */
const longWord = 20;

function Wrapped({ text }: { text: string }): ReactNode {
  return text.split(/\s/u).some((word) => word.length > longWord) ? <span className="long">{text}</span> : text;
}

/** Hashes may break anywhere; names may not, unless they are too long for a line. */
export function isHash(text: string): boolean {
  return /^[0-9a-f]{12,}$/u.test(text);
}
