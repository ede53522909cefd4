import { canonicalJson } from '../../shared/identity';
import type { Stamp, WorkspaceRows } from '../../shared/window/workspace';
import { keyTextOf, rowsOf, tableNames, type Rows, type TableName } from './rows';

/**
 * Two copies of a workspace as one: of every row the higher revision, of equal revisions the later change, of rows
 * changed at the same instant the one whose JSON is greater, so that both ends choose the same. Rows come out in the
 * order of their keys, so that equal workspaces are equal texts.
 */
export function merge(one: WorkspaceRows, other: WorkspaceRows): WorkspaceRows {
  const merged = tableNames.map((name) => [name, mergeRows(name, one, other)] as const);
  return { ...one, ...Object.fromEntries(merged) };
}

function mergeRows<Name extends TableName>(
  name: Name,
  one: WorkspaceRows,
  other: WorkspaceRows,
): readonly Rows[Name][] {
  const rows = new Map<string, Rows[Name]>();
  for (const row of [...rowsOf(one, name), ...rowsOf(other, name)]) {
    const key = keyTextOf(name, row);
    const known = rows.get(key);
    if (known === undefined || isNewer(row, known)) rows.set(key, row);
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
}

function isNewer(row: Stamp, known: Stamp): boolean {
  if (row.revision !== known.revision) return row.revision > known.revision;
  if (row.changedAt !== known.changedAt) return row.changedAt > known.changedAt;
  return canonicalJson(row) > canonicalJson(known);
}
