import { useCallback, useState } from 'react';
import type { LabError } from '../../shared/errors';
import type { StudyPlan } from '../../shared/plan';
import { goTo } from '../app/route';
import { useLab } from '../lab/connection';
import { asLabError } from '../lab/use-request';
import { useJoinProject } from '../workspace/use-project';

export interface RunShipped {
  readonly run: () => void;
  readonly starting: boolean;
  readonly error: LabError | null;
}

/**
 * Puts a study that ships with the lab into the queue, its data prepared, and leads to its run.
 *
 * @param plan of a shipped data set
 */
export function useRunShipped(plan: StudyPlan): RunShipped {
  const lab = useLab();
  const join = useJoinProject();
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<LabError | null>(null);
  const run = useCallback(() => {
    const begin = async (): Promise<void> => {
      await lab.request('data.prepare', { dataset: plan.data.dataset });
      const { run: id } = await lab.request('studies.enqueue', { plan });
      await join('run', id);
      goTo('runs', [id]);
    };
    setStarting(true);
    setError(null);
    begin()
      .catch((thrown: unknown) => {
        setError(asLabError(thrown));
      })
      .finally(() => {
        setStarting(false);
      });
  }, [lab, join, plan]);
  return { run, starting, error };
}
