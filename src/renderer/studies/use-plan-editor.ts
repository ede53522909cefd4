import { useCallback, useEffect, useRef, useState } from 'react';
import type { Draft } from '../../shared/workspace';
import { useUndo, type Withdraw } from '../app/undo';
import { useEdits } from '../workspace/use-edits';
import type { PlanDraft } from './plan-draft';

export interface TakenAway {
  /** What was taken away, as a sentence. */
  readonly text: string;
  /** Puts it back into the plan as it is then: what was edited since stays. */
  readonly putBack: (plan: PlanDraft) => PlanDraft;
}

export interface PlanEditor {
  readonly plan: PlanDraft;
  readonly edit: (plan: PlanDraft) => void;
  /** An edit that takes something away: it is offered to be undone, as long as the plan is shown. */
  readonly takeAway: (plan: PlanDraft, taken: TakenAway) => void;
}

/** Edits the plan of a draft; every edit is saved. */
export function usePlanEditor(draft: Draft, initial: PlanDraft): PlanEditor {
  const { id, kind, project } = draft;
  const { save } = useEdits('drafts');
  const { offer } = useUndo();
  const [plan, setPlan] = useState(initial);
  const newest = useRef(plan);
  const offers = useRef<readonly Withdraw[]>([]);
  const edit = useCallback(
    (next: PlanDraft) => {
      newest.current = next;
      setPlan(next);
      void save({ id, kind, project, title: next.name.slice(0, 200), content: next });
    },
    [save, id, kind, project],
  );
  const takeAway = useCallback(
    (next: PlanDraft, { text, putBack }: TakenAway) => {
      edit(next);
      const withdraw = offer({
        text,
        undo: () => {
          edit(putBack(newest.current));
          return Promise.resolve();
        },
      });
      offers.current = [...offers.current, withdraw];
    },
    [edit, offer],
  );
  useEffect(
    () => () => {
      offers.current.forEach((withdraw) => {
        withdraw();
      });
    },
    [],
  );
  return { plan, edit, takeAway };
}
