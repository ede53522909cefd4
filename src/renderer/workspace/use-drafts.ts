import { useCallback, useMemo } from 'react';
import type { Draft } from '../../shared/workspace';
import { useStored, useWorkspace } from './context';
import { put, remove, type Undo } from './edit';
import type { Unstamped } from './rows';

/** Drafts of one kind, last changed first. */
export function useDrafts(kind: Draft['kind']): readonly Draft[] {
  const drafts = useStored(`drafts ${kind}`, (database) => database.drafts.where({ kind }).toArray());
  return useMemo(
    () => (drafts ?? []).filter(({ removed }) => !removed).sort((a, b) => b.changedAt.localeCompare(a.changedAt)),
    [drafts],
  );
}

/** One draft: undefined while it is read, null where there is none. */
export function useDraft(id: string): Draft | null | undefined {
  return useStored(`draft ${id}`, async (database) => {
    const draft = await database.drafts.get(id);
    return draft === undefined || draft.removed ? null : draft;
  });
}

export interface DraftEdits {
  /** Saves a draft as it is typed. */
  readonly save: (draft: Unstamped<Draft>) => Promise<Undo | null>;
  /** @returns brings it back; null before the workspace is open */
  readonly remove: (draft: Draft) => Promise<Undo | null>;
}

export function useDraftEdits(): DraftEdits {
  const { database } = useWorkspace();
  const save = useCallback(
    async (draft: Unstamped<Draft>) => (database === null ? null : put(database, 'drafts', draft)),
    [database],
  );
  const removeDraft = useCallback(
    async (draft: Draft) => (database === null ? null : remove(database, 'drafts', draft)),
    [database],
  );
  return useMemo(() => ({ save, remove: removeDraft }), [save, removeDraft]);
}
