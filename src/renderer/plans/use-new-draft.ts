import { useCallback } from 'react';
import type { StudyPlan } from '../../shared/plan/plan';
import { planText } from '../../shared/plan/plan-file';
import type { Preset } from '../../shared/window/workspace';
import { goTo } from '../address/route';
import { useEdits } from '../workspace/use-edits';
import { useProject } from '../workspace/use-project';
import { withPreset } from './own-presets';
import { PlanDraft } from './plan-draft';

/** Makes a draft of a plan, in the project shown, with what a preset keeps if one is given; and opens it. */
export function useNewDraft(): (plan: StudyPlan, preset?: Preset) => Promise<void> {
  const { save } = useEdits('drafts');
  const [project] = useProject();
  const projectId = project?.id ?? null;
  return useCallback(
    async (plan, preset) => {
      const id = crypto.randomUUID();
      // As its author would write it: radii as fractions.
      const written = PlanDraft.parse(JSON.parse(planText(plan)));
      const content = preset === undefined ? written : (withPreset(written, preset) ?? written);
      await save({ id, kind: 'study', project: projectId, title: plan.name, content });
      goTo('studies', [id]);
    },
    [save, projectId],
  );
}
