import type { LabError } from '../../shared/errors';
import type { Recipe } from '../../shared/recipe/recipe';
import type { TrainingChoice } from '../../shared/training/training';
import { canAlternate, notAlternating } from '../../shared/training/training-method';
import { planFault } from './plan-fault';

/** What keeps a recipe, sound by itself, from being trained one input after the other. @param where path of the training */
export function alternationFaults(
  recipe: Recipe,
  { method }: Pick<TrainingChoice, 'method'>,
  where: string,
): readonly LabError[] {
  if (method !== 'alternating' || canAlternate(recipe)) return [];
  return [
    planFault(
      `${where}.method`,
      `is "alternating", which ${notAlternating}, and the fusion is "${recipe.fusion.name}".`,
      'Give the fusion "mla", or the method "joint".',
    ),
  ];
}
