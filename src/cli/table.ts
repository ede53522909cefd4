import { clip, displayWidth } from './width';

export interface Column<Row> {
  readonly title: string;
  /** Plain text without escape sequences; data must have passed `terminalText`. */
  readonly text: (row: Row) => string;
  readonly align?: 'left' | 'right';
  /** Colours the padded text. */
  readonly style?: (text: string, row: Row) => string;
}

export interface TableOptions {
  readonly width: number;
  readonly heading: (text: string) => string;
}

/** A table of aligned columns, two spaces apart; the widest left-aligned column gives way when lines get too long. */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  options: TableOptions,
): readonly string[] {
  const texts = rows.map((row) => columns.map((column) => column.text(row)));
  const widths = fit(
    columns.map((column, index) =>
      Math.max(displayWidth(column.title), ...texts.map((cells) => displayWidth(cells[index] ?? ''))),
    ),
    columns.map((column) => column.align !== 'right'),
    options.width,
  );
  const line = (cells: readonly string[], paint: (text: string, index: number) => string): string =>
    cells
      .map((cell, index) => {
        const padded = pad(cell, widths[index] ?? 0, columns[index]?.align ?? 'left');
        return paint(index === cells.length - 1 ? padded.trimEnd() : padded, index);
      })
      .join('  ');
  return [
    line(
      columns.map((column) => column.title),
      options.heading,
    ),
    ...rows.map((row, rowIndex) =>
      line(texts[rowIndex] ?? [], (text, index) => columns[index]?.style?.(text, row) ?? text),
    ),
  ];
}

/** `name  value` lines, the names padded to one width. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): readonly string[] {
  const width = Math.max(0, ...pairs.map(([name]) => displayWidth(name)));
  return pairs.map(([name, value]) => `${pad(name, width, 'left')}  ${value}`);
}

function fit(widths: readonly number[], shrinkable: readonly boolean[], limit: number): readonly number[] {
  const fitted = [...widths];
  const total = (): number => fitted.reduce((sum, width) => sum + width, 0) + 2 * Math.max(0, fitted.length - 1);
  while (total() > limit) {
    const widest = fitted.reduce<number>(
      (best, width, index) => (shrinkable[index] && width > (fitted[best] ?? 0) ? index : best),
      shrinkable.indexOf(true),
    );
    const width = fitted.at(widest);
    if (widest < 0 || width === undefined || width <= 12) return fitted;
    fitted[widest] = width - 1;
  }
  return fitted;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const clipped = clip(text, width);
  const space = ' '.repeat(Math.max(0, width - displayWidth(clipped)));
  return align === 'left' ? clipped + space : space + clipped;
}
