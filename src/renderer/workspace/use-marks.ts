import { useCallback } from 'react';
import type { ItemKind } from '../../shared/workspace';
import { useStored, useWorkspace } from './context';
import { put } from './edit';

/** What a person wrote about a thing; empty where nothing. Written as it is typed. */
export function useNote(
  kind: ItemKind,
  id: string,
): readonly [text: string, set: (text: string) => void, isRead: boolean] {
  const { database, trouble } = useWorkspace();
  const note = useStored(`note ${kind} ${id}`, async (opened) => (await opened.notes.get([kind, id])) ?? null);
  const set = useCallback(
    (text: string) => {
      if (database !== null) void put(database, 'notes', { kind, id, text });
    },
    [database, kind, id],
  );
  const isRead = note !== undefined || (database === null && trouble !== null);
  return [note === undefined || note === null || note.removed ? '' : note.text, set, isRead];
}
