import type { LabError } from '../../shared/errors';
import { trainingReasons } from '../../shared/planning/training-limits';
import { pretrainedInputs } from '../../shared/pretraining';
import type { Recipe } from '../../shared/recipe';
import type { TrainingChoice } from '../../shared/training';
import { planFault } from './plan-fault';

/** Training without labels of a recipe that has no encoder for it would silently be none. @param where path of the training */
export function pretrainingFaults(
  recipe: Recipe,
  training: Pick<TrainingChoice, 'pretraining'>,
  where: string,
): readonly LabError[] {
  if (training.pretraining.epochs === 0 || pretrainedInputs(recipe, training).length > 0) return [];
  return [
    planFault(
      `${where}.pretraining.epochs`,
      `is ${training.pretraining.epochs}, but ${trainingReasons.labelled}.`,
      'Give 0, or the encoder "umurl" to a skeleton.',
    ),
  ];
}
