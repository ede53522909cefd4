import { useCallback } from 'react';
import type { StudyPlan } from '../../shared/plan';
import { planText } from '../../shared/plan-file';
import { goTo } from '../app/route';
import { useDraftEdits } from '../workspace/use-drafts';
import { useProject } from '../workspace/use-project';

/** Makes a draft of a plan, in the project shown, and opens it. */
export function useNewDraft(): (plan: StudyPlan) => Promise<void> {
  const { save } = useDraftEdits();
  const [project] = useProject();
  const projectId = project?.id ?? null;
  return useCallback(
    async (plan) => {
      const id = crypto.randomUUID();
      // As its author would write it: radii as fractions.
      const content: unknown = JSON.parse(planText(plan));
      await save({ id, kind: 'study', project: projectId, title: plan.name, content });
      goTo('studies', [id]);
    },
    [save, projectId],
  );
}
