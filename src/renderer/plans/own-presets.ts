import type { Preset } from '../../shared/workspace';
import { PlanDraft } from './plan-draft';

type Kept = Pick<Preset, 'attacks' | 'requirements'>;

/** What a preset keeps of a plan. */
export function keptOf({ attacks, requirements }: PlanDraft): Kept {
  return { attacks, requirements };
}

/**
 * A plan with the attacks and requirements of a preset in place of its own. Whether they fit its data and its models is
 * for the check of the plan to say.
 *
 * @returns null for a preset that holds no attacks or requirements as this version knows them
 */
export function withPreset(plan: PlanDraft, { attacks, requirements }: Kept): PlanDraft | null {
  const parts = PlanDraft.pick({ attacks: true, requirements: true }).safeParse({ attacks, requirements });
  return parts.success ? { ...plan, ...parts.data } : null;
}
