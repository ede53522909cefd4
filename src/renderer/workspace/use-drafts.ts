import { useMemo } from 'react';
import type { Draft } from '../../shared/workspace';
import { useStored } from './context';

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
