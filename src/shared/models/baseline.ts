import { withoutHardening } from '../training/hardening';
import type { StudyPlan } from '../plan/plan';
import { isImported, modalityIds, type Recipe } from '../recipe/recipe';
import type { TrainingChoice } from '../training/training';
import { fittingTraining } from '../training/training-method';

export interface Baseline {
  /** What it sees, for people and as a key: `image`, or `image + text`. */
  readonly modality: string;
  readonly sees: readonly string[];
  readonly recipe: Recipe;
}

/**
 * The baselines that a fused recipe is compared with. Per modality its encoder and the head, nothing else; recipes that
 * share both share that baseline. Of three modalities or more also the recipe without each of them, its fusion included: the
 * best that can be had without one may need the others together. None for a recipe that reads one modality: it is its own;
 * nor for an imported model, of whose parts none can be trained by itself.
 */
export function baselinesOf(recipe: Recipe): readonly Baseline[] {
  const ids = modalityIds(recipe);
  if (ids.length === 1 || isImported(recipe)) return [];
  const alone = ids.map((id) => baseline(recipe, [id], { name: 'concat' }));
  const without = ids.map((gone) =>
    baseline(
      recipe,
      ids.filter((id) => id !== gone),
      recipe.fusion,
    ),
  );
  return ids.length === 2 ? alone : [...alone, ...without];
}

function baseline(recipe: Recipe, sees: readonly string[], fusion: Recipe['fusion']): Baseline {
  const encoders = Object.fromEntries(sees.map((id) => [id, recipe.encoders[id]]));
  return { modality: sees.join(' + '), sees, recipe: { encoders, fusion, head: recipe.head } };
}

/** How a plan trains a baseline, of that recipe, of a subject that is trained so. */
export function baselineTraining(
  plan: Pick<StudyPlan, 'baselineTraining'>,
  training: TrainingChoice,
  recipe: Recipe,
): TrainingChoice {
  // What can be had without an input is not bound to the encoders of those that have it.
  const own = { ...fittingTraining(recipe, training), encoders: 'own' as const };
  switch (plan.baselineTraining) {
    case 'as-subject':
      return own;
    case 'not-hardened':
      return withoutHardening(own);
    default:
      return plan.baselineTraining satisfies never;
  }
}
