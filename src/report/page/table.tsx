import type { ReactNode } from 'react';
import type { Table, TableCell } from '../document';
import { visibleText as visible } from '../../shared/visible-text';

/** Rows up to which a table is kept on one printed page. */
const shortTable = 9;

export function TableView({ table, captioned = true }: { table: Table; captioned?: boolean }): ReactNode {
  return (
    <>
      <div className={table.rows.length <= shortTable ? 'scroll keep' : 'scroll'}>
        <table className={table.columns.length <= 4 ? 'roomy' : undefined}>
          <caption>{captioned ? visible(table.caption) : null}</caption>
          <thead>
            <tr>
              {table.columns.map(({ title, align }, index) => (
                <th key={index} scope="col" className={align === 'right' ? 'r' : undefined}>
                  {visible(title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) =>
              row.kind === 'group' ? (
                <tr key={index} className="group">
                  <th scope="colgroup" colSpan={table.columns.length}>
                    {visible(row.title)}
                  </th>
                </tr>
              ) : (
                <tr key={index}>
                  {row.cells.map((cell, column) => {
                    const className = table.columns.at(column)?.align === 'right' ? 'r' : undefined;
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
              ),
            )}
          </tbody>
        </table>
      </div>
      {table.note === undefined ? null : <p className="note">{visible(table.note)}</p>}
    </>
  );
}

function Value({ cell }: { cell: TableCell }): ReactNode {
  return (
    <>
      {cell.tone !== undefined ? (
        <span className={`v-${cell.tone}`}>{visible(cell.text)}</span>
      ) : isHash(cell.text) ? (
        <code>{cell.text}</code>
      ) : (
        visible(cell.text)
      )}
      {cell.interval ? <span className="ci">{cell.interval}</span> : null}
    </>
  );
}

/** Hashes may break anywhere; names may not. */
export function isHash(text: string): boolean {
  return /^[0-9a-f]{12,}$/u.test(text);
}
