import { cells, type Row } from '../document';

/** Rows of a table, under the title of the attack that each belongs to. */
export function groupedBySetting<Entry extends { readonly setting: { readonly key: string; readonly title: string } }>(
  entries: readonly Entry[],
  show: (entry: Entry) => Extract<Row, { kind: 'cells' }>['cells'],
): readonly Row[] {
  const keys = [...new Set(entries.map(({ setting }) => setting.key))];
  return keys.flatMap((key) => {
    const own = entries.filter(({ setting }) => setting.key === key);
    return [{ kind: 'group' as const, title: own[0].setting.title }, ...own.map((entry) => cells(...show(entry)))];
  });
}
