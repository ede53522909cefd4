import type { LabError } from '../../shared/errors';
import { pretrainedInputs } from '../../shared/training/pretraining';
import type { Recipe } from '../../shared/recipe/recipe';
import { oneOf } from '../../shared/text/wording';
import type { TrainingChoice } from '../../shared/training/training';
import { planFault } from './plan-fault';

/**
 * Weights that encoders are to start from and nothing would: of inputs that are not read, of such as learn without labels
 * first; and those that are to stay as they are where all weights learn on.
 *
 * @param where path of the training, as its author knows it
 */
export function pretrainedFaults(
  recipe: Recipe,
  training: Pick<TrainingChoice, 'pretrained' | 'pretraining' | 'method'>,
  where: string,
): readonly LabError[] {
  const unlabelled = pretrainedInputs(recipe, training);
  return Object.entries(training.pretrained).flatMap(([id, { encoder }]) => {
    const at = `${where}.pretrained.${id}`;
    if (!Object.hasOwn(recipe.encoders, id)) {
      return [planFault(at, 'is no input that the recipe reads.', `Give ${oneOf(Object.keys(recipe.encoders))}.`)];
    }
    if (unlabelled.includes(id)) {
      return [
        planFault(
          `${at}.weights`,
          'are given, but the encoder begins anew and learns without labels.',
          'Leave them out, or give 0 to training.pretraining.epochs.',
        ),
      ];
    }
    return encoder === 'frozen' && training.method === 'fine-tuned'
      ? [
          planFault(
            `${at}.encoder`,
            'is "frozen", but the method "fine-tuned" lets all weights learn on.',
            'Give "tuned", or the method "ensemble".',
          ),
        ]
      : [];
  });
}
