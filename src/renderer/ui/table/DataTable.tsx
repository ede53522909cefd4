import { Button, Stack } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { texts } from '../../texts/catalogue';
import { EmptyState } from '../EmptyState';
import { rowsMatching, type Column } from './column';
import { firstLayout, isShown, useTableLayout, type TableLayout } from './layout';
import { useLines } from './rows';
import type { Selection } from './selection';
import { TableGrid } from './TableGrid';
import { TableToolbar } from './TableToolbar';

export interface DataTableProps<Row extends object> {
  /** Name under which the workspace remembers its columns, order and groups. */
  readonly id: string;
  /** What it lists, for people: `Runs`. */
  readonly title: string;
  /** Stable between renders: memoised, or what a request answered. */
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  /** What the row is called, where it is read out. */
  readonly rowTitle: (row: Row) => string;
  /** Where a row leads; its first column becomes the link, Enter follows it. */
  readonly href?: (row: Row) => string;
  readonly selection?: Selection;
  /** What can be done with the selected rows, or besides the table; stands in its toolbar. */
  readonly actions?: ReactNode;
  /** Order and groups before a person changes them. */
  readonly initial?: Partial<TableLayout>;
  /** Instead of a table without rows. */
  readonly empty: ReactNode;
  /** Of the scrolled part, as CSS. */
  readonly maxHeight?: string;
}

/** A table of any length: sorted, filtered, grouped, its columns chosen and remembered, all of it by keyboard as well. */
export function DataTable<Row extends object>(props: DataTableProps<Row>): ReactNode {
  const { id, title, rows, columns, rowId, rowTitle, href, selection, actions, initial, empty } = props;
  const { maxHeight = 'max(240px, calc(100dvh - 260px))' } = props;
  const [query, setQuery] = useState('');
  const [layout, change] = useTableLayout(id, { ...firstLayout, ...initial });
  const shown = useMemo(() => columns.filter((column) => isShown(column, layout)), [columns, layout]);
  const matching = useMemo(() => rowsMatching(rows, columns, query), [rows, columns, query]);
  const lines = useLines(matching, columns, rowId, layout);
  if (rows.length === 0) return empty;
  return (
    <Stack gap="xs">
      <TableToolbar
        title={title}
        query={query}
        onQuery={setQuery}
        columns={columns}
        layout={layout}
        onLayout={change}
        shownRows={matching.length}
        allRows={rows.length}
        actions={actions}
        {...(selection === undefined ? {} : { selection })}
      />
      {matching.length === 0 ? (
        <EmptyState
          title={texts.ui.table.nothing}
          text={texts.ui.table.nothingHint}
          actions={
            <Button
              variant="default"
              onClick={() => {
                setQuery('');
              }}
            >
              {texts.ui.table.clearFilter}
            </Button>
          }
        />
      ) : (
        <TableGrid
          title={title}
          lines={lines}
          columns={shown}
          layout={layout}
          onLayout={change}
          rowTitle={rowTitle}
          maxHeight={maxHeight}
          {...(href === undefined ? {} : { href })}
          {...(selection === undefined ? {} : { selection })}
        />
      )}
    </Stack>
  );
}
