import { z } from 'zod';
import { useLayout } from '../../workspace/use-layout';
import type { Column } from './column';

/** How a person left a table. */
const TableLayout = z.strictObject({
  sort: z.strictObject({ column: z.string(), descending: z.boolean() }).nullable(),
  /** Columns that are shown though hidden at first, and the other way round. */
  turned: z.array(z.string()),
  group: z.string().nullable(),
});
export type TableLayout = z.infer<typeof TableLayout>;

export const firstLayout: TableLayout = { sort: null, turned: [], group: null };

/** @param id the table's name in the workspace */
export function useTableLayout(
  id: string,
  initial: TableLayout,
): readonly [TableLayout, (change: Partial<TableLayout>) => void] {
  const [layout, set] = useLayout(`table ${id}`, TableLayout, initial);
  return [
    layout,
    (change) => {
      set({ ...layout, ...change });
    },
  ];
}

export function isShown(
  { id, hidden = false }: Pick<Column<never>, 'id' | 'hidden'>,
  { turned }: TableLayout,
): boolean {
  return turned.includes(id) ? hidden : !hidden;
}
