import { useCallback, useState } from 'react';
import type { LabError } from '../../shared/errors';
import type { StudyPlan } from '../../shared/plan';
import type { Draft } from '../../shared/workspace';
import { goTo } from '../app/route';
import { useLab } from '../lab/connection';
import { asLabError } from '../lab/use-request';
import { useDraftEdits } from '../workspace/use-drafts';
import { useJoinProject } from '../workspace/use-project';

export interface Start {
  readonly start: (plan: StudyPlan) => void;
  readonly starting: boolean;
  readonly error: LabError | null;
}

/** Puts the study of a draft into the queue and leads to its run, which holds the plan from then on. */
export function useStart(draft: Draft): Start {
  const lab = useLab();
  const join = useJoinProject();
  const { remove } = useDraftEdits();
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<LabError | null>(null);
  const start = useCallback(
    (plan: StudyPlan) => {
      const begin = async (): Promise<void> => {
        const { run } = await lab.request('studies.enqueue', { plan });
        await join('run', run);
        goTo('runs', [run]);
        await remove(draft);
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
    },
    [lab, join, remove, draft],
  );
  return { start, starting, error };
}
