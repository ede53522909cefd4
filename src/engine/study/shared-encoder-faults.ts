import type { LabError } from '../../shared/errors';
import type { Recipe } from '../../shared/recipe/recipe';
import { sharingLimit } from '../../shared/recipe/shared-encoders';
import type { TrainingChoice } from '../../shared/training/training';
import { planFault } from './plan-fault';

/**
 * What keeps a recipe, sound by itself, from taking over the encoders of another model.
 *
 * @param where path of the training, as its author knows it
 */
export function sharedEncoderFaults(
  recipe: Recipe,
  { encoders }: Pick<TrainingChoice, 'encoders'>,
  where: string,
): readonly LabError[] {
  if (encoders === 'own') return [];
  return Object.entries(recipe.encoders).flatMap(([id, { name }]) => {
    const reason = sharingLimit(recipe, id);
    return reason === null
      ? []
      : [
          planFault(
            `${where}.encoders`,
            `is "shared", but the encoder "${name}" of "${id}" ${reason}.`,
            'Give "own", or another encoder there.',
          ),
        ];
  });
}
