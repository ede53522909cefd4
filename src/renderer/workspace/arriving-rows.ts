import { nextRevision, type WorkspaceRows } from '../../shared/window/workspace';
import type { ImportedProject } from './import-project';
import { projectContent } from './project-content';
import { keyTextOf, rowsOf, tableNames, type Rows, type TableName } from './rows';

/**
 * The rows of an imported project that are to be written here: those that are new, those that were removed here (whoever
 * opens an archive wants what is in it), and those of the same project that were changed later than here. All else that
 * is here stays, whatever the archive says of it. Their stamps are of this workspace and of no later time than now, so
 * that the next edit here counts more.
 *
 * @param now ISO 8601
 */
export function arrivingRows(local: WorkspaceRows, imported: ImportedProject, now: string): WorkspaceRows {
  const own = projectContent(local, imported.project);
  const rows = tableNames.map((name) => [name, arriving(name, local, own, imported.content, now)] as const);
  return { ...imported.content, ...Object.fromEntries(rows) };
}

function arriving<Name extends TableName>(
  name: Name,
  local: WorkspaceRows,
  own: WorkspaceRows,
  imported: WorkspaceRows,
  now: string,
): readonly Rows[Name][] {
  const here = new Map(rowsOf(local, name).map((row) => [keyTextOf(name, row), row]));
  const replaceable = new Set(rowsOf(own, name).map((row) => keyTextOf(name, row)));
  return rowsOf(imported, name).flatMap((row) => {
    const changedAt = row.changedAt < now ? row.changedAt : now;
    const key = keyTextOf(name, row);
    const known = here.get(key);
    if (known === undefined) return [{ ...row, revision: 1, changedAt }];
    // Revisions of two workspaces count different edits: here the time decides.
    return known.removed || (replaceable.has(key) && changedAt > known.changedAt)
      ? [{ ...row, revision: nextRevision(known.revision), changedAt }]
      : [];
  });
}
