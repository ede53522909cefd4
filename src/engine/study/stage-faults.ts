import { adaptedInputs } from '../../shared/training/adapting';
import type { LabError } from '../../shared/errors';
import type { Recipe } from '../../shared/recipe/recipe';
import type { TrainingChoice } from '../../shared/training/training';
import { beginsApart, canBeginApart, methodLimit, notApart } from '../../shared/training/training-method';
import { planFault } from './plan-fault';

/**
 * What keeps a recipe, sound by itself, from being trained one input at a time and put together.
 *
 * @param where path of the training, as its author knows it
 */
export function stageFaults(
  recipe: Recipe,
  { method, encoders, adapting }: Pick<TrainingChoice, 'method' | 'encoders' | 'adapting'>,
  where: string,
): readonly LabError[] {
  if (!beginsApart(method)) return [];
  if (!canBeginApart(recipe)) {
    return [
      planFault(
        `${where}.method`,
        `is "${method}", which ${notApart}, and the fusion is "${recipe.fusion.name}" of ${Object.keys(recipe.encoders).length}.`,
        'Give the fusion "late" of two inputs or more, or the method "joint".',
      ),
    ];
  }
  const apart = methodLimit(method, recipe);
  if (apart !== null) {
    return [
      planFault(
        `${where}.method`,
        `is "${method}", which ${apart}.`,
        'Give the fusion "separate": false, or the method "ensemble".',
      ),
    ];
  }
  return [
    ...(encoders === 'own'
      ? []
      : [
          planFault(
            `${where}.encoders`,
            `is "shared", but the method "${method}" begins with encoders that are trained each by itself.`,
            'Give "own"; all models of a study that go on from one ensemble share it anyway.',
          ),
        ]),
    ...(method !== 'adapters' || adaptedInputs(recipe, adapting).length > 0
      ? []
      : [
          planFault(
            `${where}.adapting.adapted`,
            `is "${adapting.adapted}", but the recipe reads ${Object.keys(recipe.encoders).length} inputs.`,
            'Give "all", or a place that an input has in the alphabet.',
          ),
        ]),
  ];
}
