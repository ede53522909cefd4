import { useMemo } from 'react';
import type { Draft } from '../../shared/window/workspace';
import { useStored } from './context';
import { useProject } from './use-project';

/** Drafts of one kind in the project shown, last changed first; where that is the whole lab, all of that kind. */
export function useDrafts(kind: Draft['kind']): readonly Draft[] {
  const drafts = useStored(`drafts ${kind}`, (database) => database.drafts.where({ kind }).toArray());
  const [project] = useProject();
  const id = project?.id ?? null;
  return useMemo(
    () =>
      (drafts ?? [])
        .filter((draft) => !draft.removed && (id === null || draft.project === id))
        .sort((a, b) => b.changedAt.localeCompare(a.changedAt)),
    [drafts, id],
  );
}

/** One draft: undefined while it is read, null where there is none. */
export function useDraft(id: string): Draft | null | undefined {
  return useStored(`draft ${id}`, async (database) => {
    const draft = await database.drafts.get(id);
    return draft === undefined || draft.removed ? null : draft;
  });
}
