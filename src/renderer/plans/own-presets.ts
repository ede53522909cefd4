import type { Preset } from '../../shared/window/workspace';
import { PlanDraft } from './plan-draft';

type Field = 'attacks' | 'degradations' | 'requirements';

/** What a preset keeps of a plan. */
export function keptOf({ attacks, degradations, requirements }: PlanDraft): Pick<PlanDraft, Field> {
  return { attacks, degradations, requirements };
}

/**
 * A plan with the attacks, degradations and requirements of a preset in place of its own. Whether they fit its data and its
 * models is for the check of the plan to say.
 *
 * @returns null for a preset that holds none of these as this version knows them
 */
export function withPreset(plan: PlanDraft, preset: Pick<Preset, Field>): PlanDraft | null {
  const { attacks, degradations, requirements } = preset;
  const parts = PlanDraft.pick({ attacks: true, degradations: true, requirements: true }).safeParse({
    attacks,
    degradations,
    requirements,
  });
  return parts.success ? { ...plan, ...parts.data } : null;
}
