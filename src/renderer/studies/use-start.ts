import type { StudyPlan } from '../../shared/plan/plan';
import type { Draft } from '../../shared/window/workspace';
import { goTo } from '../address/route';
import { useLab } from '../lab/connection';
import { useAction, type Action } from '../lab/use-action';
import { useEdits } from '../workspace/use-edits';
import { useJoinProject } from '../workspace/use-project';

/** Puts the study of a draft into the queue and leads to its run, which holds the plan from then on. */
export function useStart(draft: Draft): Action<[plan: StudyPlan]> {
  const lab = useLab();
  const join = useJoinProject();
  const { remove } = useEdits('drafts');
  return useAction(async (plan) => {
    const { run } = await lab.request('studies.enqueue', { plan });
    await join('run', run);
    goTo('runs', [run]);
    await remove(draft);
  });
}
