import { useCallback, useRef, useState } from 'react';
import type { Draft } from '../../shared/workspace';
import { useUndo } from '../app/undo';
import { useDraftEdits } from '../workspace/use-drafts';
import type { PlanDraft } from './plan-draft';

export interface PlanEditor {
  readonly plan: PlanDraft;
  readonly edit: (plan: PlanDraft) => void;
  /** An edit that takes something away: it is offered to be undone. */
  readonly takeAway: (plan: PlanDraft, text: string) => void;
}

/** Edits the plan of a draft; every edit is saved. */
export function usePlanEditor(draft: Draft, initial: PlanDraft): PlanEditor {
  const { id, kind, project } = draft;
  const { save } = useDraftEdits();
  const { offer } = useUndo();
  const [plan, setPlan] = useState(initial);
  const newest = useRef(plan);
  const edit = useCallback(
    (next: PlanDraft) => {
      newest.current = next;
      setPlan(next);
      void save({ id, kind, project, title: next.name.slice(0, 200), content: next });
    },
    [save, id, kind, project],
  );
  const takeAway = useCallback(
    (next: PlanDraft, text: string) => {
      const before = newest.current;
      edit(next);
      offer({
        text,
        undo: () => {
          edit(before);
          return Promise.resolve();
        },
      });
    },
    [edit, offer],
  );
  return { plan, edit, takeAway };
}
