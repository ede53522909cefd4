import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../../texts/catalogue';
import type { Column } from './column';
import type { TableLayout } from './layout';
import type { Line } from './rows';
import { idsBetween, type Selection } from './selection';
import classes from './table.module.css';

const words = texts.ui.table;

export interface TableHeadProps<Row extends object> {
  readonly lines: readonly Line<Row>[];
  readonly columns: readonly Column<Row>[];
  readonly layout: TableLayout;
  readonly onLayout: (change: Partial<TableLayout>) => void;
  readonly selection?: Selection;
}

export function TableHead<Row extends object>(props: TableHeadProps<Row>): ReactNode {
  const { lines, columns, layout, onLayout, selection } = props;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selection === undefined ? null : (
          <th scope="col">
            <SelectAll lines={lines} selection={selection} />
          </th>
        )}
        {columns.map((column) => {
          const order = layout.sort?.column === column.id ? layout.sort : null;
          const Arrow = order?.descending === true ? IconArrowDown : IconArrowUp;
          return (
            <th
              key={column.id}
              scope="col"
              className={column.align === 'right' ? classes.right : undefined}
              aria-sort={order === null ? 'none' : order.descending ? 'descending' : 'ascending'}
            >
              <UnstyledButton
                className={classes.sort}
                onClick={() => {
                  onLayout({ sort: nextOrder(order, column) });
                }}
              >
                {column.title}
                {order === null ? null : <Arrow size={13} aria-hidden />}
              </UnstyledButton>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Numbers are first wanted from the largest on, texts from A on; a third click gives the rows' own order back. */
function nextOrder(
  order: TableLayout['sort'],
  { id, align }: Pick<Column<never>, 'id' | 'align'>,
): TableLayout['sort'] {
  const first = align === 'right';
  if (order === null) return { column: id, descending: first };
  return order.descending === first ? { column: id, descending: !first } : null;
}

function SelectAll(props: { readonly lines: readonly Line<object>[]; readonly selection: Selection }): ReactNode {
  const { lines, selection } = props;
  const ids = idsBetween(lines, 0, lines.length - 1);
  const count = ids.filter((id) => selection.ids.has(id)).length;
  return (
    <Checkbox
      aria-label={words.selectAll}
      checked={count > 0 && count === ids.length}
      indeterminate={count > 0 && count < ids.length}
      onChange={() => {
        selection.onChange(new Set(count === ids.length ? [] : ids));
      }}
    />
  );
}
