import { useMemo } from 'react';
import type { Draft } from '../../shared/workspace';
import { useStored } from './context';

/** All drafts, last changed first. */
export function useDrafts(): readonly Draft[] {
  const drafts = useStored('drafts', (database) => database.drafts.toArray());
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
