import type { StudyPlan } from '../../shared/plan/plan';
import { goTo } from '../address/route';
import { useLab } from '../lab/connection';
import { useAction, type Action } from '../lab/use-action';
import { useJoinProject } from '../workspace/use-project';

/**
 * Puts a study that ships with the lab into the queue, its data prepared, and leads to its run.
 *
 * @param plan of a shipped data set
 */
export function useRunShipped(plan: StudyPlan): Action<[]> {
  const lab = useLab();
  const join = useJoinProject();
  return useAction(async () => {
    await lab.request('data.prepare', { dataset: plan.data.dataset });
    const { run } = await lab.request('studies.enqueue', { plan });
    await join('run', run);
    goTo('runs', [run]);
  });
}
