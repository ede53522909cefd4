import { useMemo } from 'react';
import { useWorkspace } from './context';
import { put, remove, type Undo } from './edit';
import type { Rows, TableName, Unstamped } from './rows';

export interface Edits<Name extends TableName> {
  /** Writes a row as it is now. @returns takes it back; null before the workspace is open */
  readonly save: (row: Unstamped<Rows[Name]>) => Promise<Undo | null>;
  /** @returns brings it back; null before the workspace is open */
  readonly remove: (row: Unstamped<Rows[Name]>) => Promise<Undo | null>;
}

/** Changes rows of one table of the workspace. */
export function useEdits<Name extends TableName>(name: Name): Edits<Name> {
  const { database } = useWorkspace();
  return useMemo(
    () => ({
      save: async (row) => (database === null ? null : put(database, name, row)),
      remove: async (row) => (database === null ? null : remove(database, name, row)),
    }),
    [database, name],
  );
}
