import type { LabError } from '../../shared/errors';
import { alternatingLimit } from '../../shared/planning/training-limits';
import type { Recipe } from '../../shared/recipe';
import { AlternatingTraining, type TrainingChoice } from '../../shared/training';
import { canAlternate, notAlternating } from '../../shared/training-method';
import { planFault } from './plan-fault';

/**
 * What keeps a recipe, sound by itself, from being trained one input after the other; and fields of such a training that would
 * silently do nothing.
 *
 * @param where path of the training, as its author knows it
 */
export function alternationFaults(
  recipe: Recipe,
  training: Pick<TrainingChoice, 'method' | 'alternating'>,
  where: string,
): readonly LabError[] {
  return [...methodFaults(recipe, training, where), ...idleFields(training, where)];
}

function methodFaults(recipe: Recipe, { method }: Pick<TrainingChoice, 'method'>, where: string): readonly LabError[] {
  if (method !== 'alternating' || canAlternate(recipe)) return [];
  return [
    planFault(
      `${where}.method`,
      `is "alternating", which ${notAlternating}, and the fusion is "${recipe.fusion.name}".`,
      'Give the fusion "mla", or the method "joint".',
    ),
  ];
}

function idleFields(training: Pick<TrainingChoice, 'method' | 'alternating'>, where: string): readonly LabError[] {
  const usual = AlternatingTraining.parse({});
  return (Object.keys(usual) as (keyof AlternatingTraining)[]).flatMap((field) => {
    const value = training.alternating[field];
    const reason = value === usual[field] ? null : alternatingLimit(field, training);
    if (reason === null) return [];
    return [
      planFault(
        `${where}.alternating.${field}`,
        `is ${JSON.stringify(value)}, but ${reason}.`,
        `Give ${JSON.stringify(usual[field])}, ${training.method !== 'alternating' ? 'or the method "alternating"' : 'or another "modification"'}.`,
      ),
    ];
  });
}
