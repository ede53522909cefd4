import type { ReactNode } from 'react';
import type { Table, TableCell } from '../document';
import { visibleText as visible } from '../../shared/visible-text';

export function TableView({ table, captioned = true }: { table: Table; captioned?: boolean }): ReactNode {
  return (
    <>
      <div className="scroll">
        <table>
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
      {cell.tone === undefined ? visible(cell.text) : <span className={`v-${cell.tone}`}>{visible(cell.text)}</span>}
      {cell.interval ? <span className="ci">{cell.interval}</span> : null}
    </>
  );
}
