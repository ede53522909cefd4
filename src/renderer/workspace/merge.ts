import { canonicalJson } from '../../shared/identity';
import type { Stamp, WorkspaceRows } from '../../shared/workspace';
import { keyOf, tableNames, type Rows, type TableName } from './rows';

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
  for (const row of [...one[name], ...other[name]] as readonly Rows[Name][]) {
    const key = JSON.stringify(keyOf[name](row));
    const known = rows.get(key);
    if (known === undefined || isNewer(row, known)) rows.set(key, row);
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
}

/**
 * Rows of an archive so that none of them is taken for removed because it was removed here before: whoever opens an
 * archive wants what is in it.
 */
export function revived(imported: WorkspaceRows, local: WorkspaceRows): WorkspaceRows {
  const rows = tableNames.map((name) => [name, revivedRows(name, imported, local)] as const);
  return { ...imported, ...Object.fromEntries(rows) };
}

function revivedRows<Name extends TableName>(
  name: Name,
  imported: WorkspaceRows,
  local: WorkspaceRows,
): readonly Rows[Name][] {
  const removed = new Map(
    (local[name] as readonly unknown[] as readonly Rows[Name][])
      .filter((row) => row.removed)
      .map((row) => [JSON.stringify(keyOf[name](row)), row.revision]),
  );
  return (imported[name] as readonly unknown[] as readonly Rows[Name][]).map((row) => {
    const revision = removed.get(JSON.stringify(keyOf[name](row)));
    return revision === undefined ? row : { ...row, revision: Math.max(row.revision, revision + 1) };
  });
}

function isNewer(row: Stamp, known: Stamp): boolean {
  if (row.revision !== known.revision) return row.revision > known.revision;
  if (row.changedAt !== known.changedAt) return row.changedAt > known.changedAt;
  return canonicalJson(row) > canonicalJson(known);
}
