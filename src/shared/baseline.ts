import { withoutHardening } from './hardening';
import type { StudyPlan } from './plan';
import { modalityIds, type Recipe } from './recipe';
import type { TrainingChoice } from './training';

export interface Baseline {
  /** The modality that alone it sees. */
  readonly modality: string;
  readonly recipe: Recipe;
}

/**
 * The unimodal baselines that a fused recipe is compared with: per modality its encoder and the head, nothing else.
 * Recipes that share an encoder and a head share the baseline. None for a recipe that reads one modality: it is its own.
 */
export function baselinesOf(recipe: Recipe): readonly Baseline[] {
  const ids = modalityIds(recipe);
  if (ids.length === 1) return [];
  return ids.map((modality) => ({
    modality,
    recipe: {
      encoders: { [modality]: recipe.encoders[modality] },
      fusion: { name: 'concat' },
      head: recipe.head,
    },
  }));
}

/** How a plan trains the baselines of a subject that is trained so. */
export function baselineTraining(plan: Pick<StudyPlan, 'baselineTraining'>, training: TrainingChoice): TrainingChoice {
  switch (plan.baselineTraining) {
    case 'as-subject':
      return training;
    case 'not-hardened':
      return withoutHardening(training);
    default:
      return plan.baselineTraining satisfies never;
  }
}
