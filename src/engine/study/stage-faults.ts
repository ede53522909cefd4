import { AdaptingChoice, adaptedInputs } from '../../shared/adapting';
import type { LabError } from '../../shared/errors';
import type { Recipe } from '../../shared/recipe';
import type { TrainingChoice } from '../../shared/training';
import { beginsApart, canBeginApart, notApart } from '../../shared/training-method';
import { adaptingLimit } from '../../shared/planning/training-limits';
import { planFault } from './plan-fault';

/**
 * What keeps a recipe, sound by itself, from being trained one input at a time and put together; and fields of what goes on from
 * there that would silently do nothing.
 *
 * @param where path of the training, as its author knows it
 */
export function stageFaults(
  recipe: Recipe,
  training: Pick<TrainingChoice, 'method' | 'encoders' | 'adapting'>,
  where: string,
): readonly LabError[] {
  return [...apartFaults(recipe, training, where), ...idleFields(training, where)];
}

function idleFields(training: Pick<TrainingChoice, 'method' | 'adapting'>, where: string): readonly LabError[] {
  const usual = AdaptingChoice.parse({});
  return (Object.keys(usual) as (keyof AdaptingChoice)[]).flatMap((field) => {
    const value = training.adapting[field];
    const reason = value === usual[field] ? null : adaptingLimit(field, training);
    if (reason === null) return [];
    return [
      planFault(
        `${where}.adapting.${field}`,
        `is ${JSON.stringify(value)}, but ${reason}.`,
        `Give ${JSON.stringify(usual[field])}, or the method "adapters".`,
      ),
    ];
  });
}

function apartFaults(
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
