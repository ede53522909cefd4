import { Anchor, Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import type { CellValue, Column } from './column';
import type { Line } from './rows';
import classes from './table.module.css';

const words = texts.ui.table;

interface LineProps {
  readonly id: string;
  readonly index: number;
  readonly active: boolean;
}

export interface RowLineProps<Row> extends LineProps {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly title: string;
  readonly href?: string;
  /** Null where rows are not selected. */
  readonly selected: boolean | null;
  /** @param range Shift was held */
  readonly onPoint: (range: boolean) => void;
  readonly onToggle: () => void;
}

export function RowLine<Row>(props: RowLineProps<Row>): ReactNode {
  const { id, index, active, row, columns, title, href, selected, onPoint, onToggle } = props;
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selected ?? undefined}
      data-active={active || undefined}
      onMouseDown={(event) => {
        // A range of rows, not of text.
        if (event.shiftKey) event.preventDefault();
        onPoint(event.shiftKey);
      }}
    >
      {selected === null ? null : (
        <td>
          <Checkbox tabIndex={-1} checked={selected} aria-label={`${words.selectRow} ${title}`} onChange={onToggle} />
        </td>
      )}
      {columns.map((column, place) => {
        const content = column.cell?.(row) ?? shown(column.value(row));
        return (
          <td key={column.id} className={column.align === 'right' ? classes.right : undefined}>
            {place === 0 && href !== undefined ? (
              <Anchor href={href} tabIndex={-1} fw={600} size="sm" title={title}>
                {content}
              </Anchor>
            ) : (
              content
            )}
          </td>
        );
      })}
    </tr>
  );
}

export function GroupLine(
  props: LineProps & { readonly line: Extract<Line<object>, { kind: 'group' }>; readonly width: number },
): ReactNode {
  const { id, index, active, line, width } = props;
  const Chevron = line.opened ? IconChevronDown : IconChevronRight;
  return (
    <tr id={id} aria-rowindex={index + 2} data-active={active || undefined} className={classes.group}>
      <td colSpan={width} onClick={line.toggle} aria-expanded={line.opened}>
        <Chevron size={14} aria-hidden className={classes.chevron} />
        {line.value === null ? words.none : shown(line.value)}{' '}
        <span className={classes.count}>{decimal(line.count)}</span>
      </td>
    </tr>
  );
}

function shown(value: CellValue): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return typeof value === 'number' ? decimal(value) : shownText(value);
}
