import {
  columnGroupingFeature,
  createExpandedRowModel,
  createGroupedRowModel,
  createSortedRowModel,
  rowExpandingFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type Row as TableRow,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { compareValues, type CellValue, type Column } from './column';
import type { TableLayout } from './layout';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  columnGroupingFeature,
  groupedRowModel: createGroupedRowModel(),
  rowExpandingFeature,
  expandedRowModel: createExpandedRowModel(),
});

/** What stands in one line of a table: a row, or the heading of a group of rows. */
export type Line<Row> =
  | { readonly kind: 'row'; readonly id: string; readonly row: Row }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly value: CellValue;
      readonly count: number;
      readonly opened: boolean;
      readonly toggle: () => void;
    };

/** Rows in the order and the groups that the layout asks for; rows of closed groups are left out. */
export function useLines<Row extends object>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  rowId: (row: Row) => string,
  { sort, group }: TableLayout,
): readonly Line<Row>[] {
  const definitions = useMemo(
    () =>
      columns.map(({ id, value }): ColumnDef<typeof features, Row> => ({
        id,
        accessorFn: (row) => value(row) ?? undefined,
        sortUndefined: 'last',
        sortFn: (a, b) => compareValues(a.getValue<CellValue>(id), b.getValue<CellValue>(id)),
      })),
    [columns],
  );
  const [expanded, setExpanded] = useState<true | Record<string, boolean>>(true);
  const sorting = useMemo(() => (sort === null ? [] : [{ id: sort.column, desc: sort.descending }]), [sort]);
  const grouping = useMemo(() => (group === null ? [] : [group]), [group]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    state: { sorting, grouping, expanded },
    onExpandedChange: setExpanded,
    autoResetExpanded: false,
  });
  const model = table.getRowModel().rows;
  return useMemo(() => model.map((row) => lineOf(row, group)), [model, group]);
}

function lineOf<Row extends object>(row: TableRow<typeof features, Row>, group: string | null): Line<Row> {
  if (group === null || !row.getIsGrouped()) return { kind: 'row', id: row.id, row: row.original };
  return {
    kind: 'group',
    id: row.id,
    value: row.getValue<CellValue | undefined>(group) ?? null,
    count: row.subRows.length,
    opened: row.getIsExpanded(),
    toggle: row.getToggleExpandedHandler(),
  };
}
