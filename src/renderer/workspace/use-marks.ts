import { useCallback, useMemo } from 'react';
import type { ItemKind } from '../../shared/workspace';
import { useStored, useWorkspace } from './context';
import { put, remove } from './edit';

/** What a person wrote about a thing; empty where nothing. Written as it is typed. */
export function useNote(kind: ItemKind, id: string): readonly [string, (text: string) => void] {
  const { database } = useWorkspace();
  const note = useStored(`note ${kind} ${id}`, async (opened) => (await opened.notes.get([kind, id])) ?? null);
  const set = useCallback(
    (text: string) => {
      if (database !== null) void put(database, 'notes', { kind, id, text });
    },
    [database, kind, id],
  );
  return [note === undefined || note === null || note.removed ? '' : note.text, set];
}

/** Ids of the things of one kind that are starred, and what stars one or takes its star away. */
export function useStars(kind: ItemKind): readonly [ReadonlySet<string>, (id: string, starred: boolean) => void] {
  const { database } = useWorkspace();
  const stars = useStored(`stars ${kind}`, (opened) => opened.stars.where({ kind }).toArray());
  const ids = useMemo(() => new Set(stars?.filter(({ removed }) => !removed).map(({ id }) => id)), [stars]);
  const set = useCallback(
    (id: string, starred: boolean) => {
      if (database !== null) void (starred ? put : remove)(database, 'stars', { kind, id });
    },
    [database, kind],
  );
  return [ids, set];
}

/** Tags by id of the things of one kind, and what sets one or takes it away. */
export function useTags(
  kind: ItemKind,
): readonly [ReadonlyMap<string, readonly string[]>, (id: string, tag: string, set: boolean) => void] {
  const { database } = useWorkspace();
  const rows = useStored(`tags ${kind}`, (opened) => opened.tags.where({ kind }).toArray());
  const tags = useMemo(() => {
    const byId = new Map<string, readonly string[]>();
    for (const { id, tag, removed } of rows ?? []) if (!removed) byId.set(id, [...(byId.get(id) ?? []), tag]);
    return byId;
  }, [rows]);
  const set = useCallback(
    (id: string, tag: string, isSet: boolean) => {
      if (database !== null) void (isSet ? put : remove)(database, 'tags', { kind, id, tag });
    },
    [database, kind],
  );
  return [tags, set];
}
