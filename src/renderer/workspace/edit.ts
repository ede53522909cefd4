import { nextRevision } from '../../shared/window/workspace';
import { tableOf, type WorkspaceDatabase } from './database';
import { watchedWrite } from './failed-writes';
import { emptied, keyOf, type RowKey, type Rows, type TableName, type Unstamped } from './rows';

/** Takes an edit back. @returns takes that back in turn */
export type Undo = () => Promise<Undo>;

/**
 * Writes a row, new or changed.
 *
 * @returns takes it back: the row is as it was before, or gone
 */
export async function put<Name extends TableName>(
  database: WorkspaceDatabase,
  name: Name,
  row: Unstamped<Rows[Name]>,
): Promise<Undo> {
  return change(database, name, keyOf[name](row), () => ({ ...row, removed: false }));
}

/**
 * Removes a row; an emptied marker stays, so that other copies of the workspace hear of it.
 *
 * @returns brings it back as it was
 */
export async function remove<Name extends TableName>(
  database: WorkspaceDatabase,
  name: Name,
  row: Unstamped<Rows[Name]>,
): Promise<Undo> {
  return change(database, name, keyOf[name](row), (before) => (before === undefined ? null : marker(name, before)));
}

function marker<Name extends TableName>(name: Name, row: Rows[Name]): Rows[Name] {
  return { ...emptied[name](row), removed: true };
}

type Changed<Name extends TableName> = Unstamped<Rows[Name]> & { readonly removed: boolean };

async function change<Name extends TableName>(
  database: WorkspaceDatabase,
  name: Name,
  key: RowKey,
  next: (before: Rows[Name] | undefined) => Changed<Name> | null,
): Promise<Undo> {
  const table = tableOf(database, name);
  const write = async (): Promise<Rows[Name] | undefined> => {
    const found = await table.get(key);
    const changed = next(found);
    if (changed !== null) {
      const stamp = { revision: nextRevision(found?.revision ?? 0), changedAt: new Date().toISOString() };
      await table.put({ ...changed, ...stamp } as Rows[Name]);
    }
    return found;
  };
  const before = await watchedWrite(database, `${name} ${JSON.stringify(key)}`, () =>
    database.transaction('rw', table, write),
  );
  return () => change(database, name, key, (now) => before ?? (now === undefined ? null : marker(name, now)));
}
