import Dexie, { type Table } from 'dexie';
import type { Rows, RowKey, TableName } from './rows';
import type { IndexedRun, RunFigures } from './run-index/rows';
import { versions } from './versions';

export type MirroredTables = { readonly [Name in TableName]: Table<Rows[Name], RowKey> };

/**
 * The workspace of one lab in this browser: what people wrote and arranged, and an index of what the lab computed. The
 * index can be made anew at any time; the engine keeps what it was made of.
 */
export class WorkspaceDatabase extends Dexie implements MirroredTables {
  declare readonly projects: Table<Rows['projects'], RowKey>;
  declare readonly members: Table<Rows['members'], RowKey>;
  declare readonly drafts: Table<Rows['drafts'], RowKey>;
  declare readonly presets: Table<Rows['presets'], RowKey>;
  declare readonly notes: Table<Rows['notes'], RowKey>;
  declare readonly tags: Table<Rows['tags'], RowKey>;
  declare readonly stars: Table<Rows['stars'], RowKey>;
  declare readonly decisions: Table<Rows['decisions'], RowKey>;
  declare readonly layout: Table<Rows['layout'], RowKey>;
  declare readonly runs: Table<IndexedRun, string>;
  declare readonly figures: Table<RunFigures, string>;

  /** @param labId the lab's identity: two labs served at one address do not share a workspace */
  constructor(labId: string) {
    super(databaseName(labId));
    for (const { version, stores, upgrade } of versions) {
      const declared = this.version(version).stores({ ...stores });
      if (upgrade !== undefined) declared.upgrade(upgrade);
    }
  }
}

export function databaseName(labId: string): string {
  return `muroan.${labId}`;
}

/** The table of a name, typed as its rows are. */
export function tableOf<Name extends TableName>(database: WorkspaceDatabase, name: Name): Table<Rows[Name], RowKey> {
  return database[name] as MirroredTables[Name];
}
