import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Column } from './column';
import type { TableLayout } from './layout';
import type { Line } from './rows';
import { idsBetween, lineAfter, withToggled, type Selection } from './selection';
import { TableHead } from './TableHead';
import { GroupLine, RowLine } from './TableLine';
import classes from './table.module.css';

/** Height of a line, in CSS pixels. */
const lineHeight = 32;
/** Least width of a column that shares what is left, in CSS pixels: room for a name. */
const least = 220;
const checkboxWidth = 36;

export interface TableGridProps<Row extends object> {
  readonly title: string;
  readonly lines: readonly Line<Row>[];
  readonly columns: readonly Column<Row>[];
  readonly layout: TableLayout;
  readonly onLayout: (change: Partial<TableLayout>) => void;
  readonly rowTitle: (row: Row) => string;
  readonly href?: (row: Row) => string;
  readonly selection?: Selection;
  readonly maxHeight: string;
}

/**
 * The lines of a table; only those in view are in the document. One stop of the Tab key: inside, arrows move the active
 * line, Space selects it, Shift with an arrow selects from where Shift was pressed, Enter follows its link.
 */
export function TableGrid<Row extends object>(props: TableGridProps<Row>): ReactNode {
  const { title, lines, columns, layout, onLayout, rowTitle, href, selection, maxHeight } = props;
  const scrolled = useRef<HTMLDivElement>(null);
  const name = useId();
  const [wanted, setActive] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const active = Math.min(wanted, lines.length - 1);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index].id,
    overscan: 8,
    scrollPaddingStart: lineHeight,
  });
  const items = virtual.getVirtualItems();
  const before = items.at(0)?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const width = columns.length + (selection === undefined ? 0 : 1);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const line = lines.at(active);
    const page = Math.max(1, Math.floor((scrolled.current?.clientHeight ?? 0) / lineHeight) - 1);
    const next = lineAfter(event.key, active, lines.length, page);
    if (next !== null) {
      setActive(next);
      virtual.scrollToIndex(next);
      if (event.shiftKey && selection !== undefined) selection.onChange(new Set(idsBetween(lines, anchor, next)));
      else setAnchor(next);
    } else if (event.key === ' ' && line?.kind === 'row' && selection !== undefined) {
      selection.onChange(withToggled(selection.ids, line.id));
      setAnchor(active);
    } else if ((event.key === 'Enter' || event.key === ' ') && line?.kind === 'group') {
      line.toggle();
    } else if (event.key === 'Enter' && line?.kind === 'row' && href !== undefined) {
      window.location.hash = href(line.row);
    } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && selection !== undefined) {
      selection.onChange(new Set(idsBetween(lines, 0, lines.length - 1)));
    } else if (event.key === 'Escape' && selection !== undefined && selection.ids.size > 0) {
      selection.onChange(new Set());
    } else return;
    event.preventDefault();
  };

  return (
    <div ref={scrolled} className={classes.scrolled} style={{ maxHeight }}>
      <table
        className={classes.table}
        role="grid"
        aria-label={title}
        aria-rowcount={lines.length + 1}
        aria-multiselectable={selection !== undefined}
        aria-activedescendant={`${name}-${String(active)}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        style={{
          minWidth: columns.reduce(
            (sum, column) => sum + (column.width ?? least),
            selection === undefined ? 0 : checkboxWidth,
          ),
        }}
      >
        <colgroup>
          {selection === undefined ? null : <col style={{ width: checkboxWidth }} />}
          {columns.map((column) => (
            <col key={column.id} {...(column.width === undefined ? {} : { style: { width: column.width } })} />
          ))}
        </colgroup>
        <TableHead
          lines={lines}
          columns={columns}
          layout={layout}
          onLayout={onLayout}
          {...(selection === undefined ? {} : { selection })}
        />
        <tbody>
          {before > 0 ? <Gap height={before} width={width} /> : null}
          {items.map(({ index, key }) => {
            const line = lines[index];
            const common = { id: `${name}-${String(index)}`, index, active: index === active };
            return line.kind === 'group' ? (
              <GroupLine key={key} {...common} line={line} width={width} />
            ) : (
              <RowLine
                key={key}
                {...common}
                row={line.row}
                columns={columns}
                title={rowTitle(line.row)}
                {...(href === undefined ? {} : { href: href(line.row) })}
                selected={selection?.ids.has(line.id) ?? null}
                onPoint={(range) => {
                  setActive(index);
                  if (range && selection !== undefined) selection.onChange(new Set(idsBetween(lines, anchor, index)));
                  else setAnchor(index);
                }}
                onToggle={() => selection?.onChange(withToggled(selection.ids, line.id))}
              />
            );
          })}
          {after > 0 ? <Gap height={after} width={width} /> : null}
        </tbody>
      </table>
    </div>
  );
}

/** In place of the lines that are out of view. */
function Gap({ height, width }: { readonly height: number; readonly width: number }): ReactNode {
  return (
    <tr aria-hidden="true">
      <td colSpan={width} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
