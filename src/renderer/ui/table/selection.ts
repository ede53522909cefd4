import type { Line } from './rows';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
}

/** Ids of the rows from one line to another, both included; headings of groups are no rows. */
export function idsBetween(lines: readonly Line<object>[], from: number, to: number): readonly string[] {
  return lines
    .slice(Math.min(from, to), Math.max(from, to) + 1)
    .flatMap((line) => (line.kind === 'row' ? [line.id] : []));
}

export function withToggled(selection: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The line that a key leads to; null for a key that leads nowhere. `page`: lines that fit the view. */
export function lineAfter(key: string, active: number, count: number, page: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, active + 1);
    case 'ArrowUp':
      return Math.max(0, active - 1);
    case 'PageDown':
      return Math.min(last, active + page);
    case 'PageUp':
      return Math.max(0, active - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
