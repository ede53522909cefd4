import type { AttackChoice } from '../../shared/attacks/attack';
import type { LabError } from '../../shared/errors';
import { degradationReason, pixelAttackLimits, pixelReasons } from '../../shared/planning/pixel-limits';
import { labelsPixels } from '../../shared/recipe/recipe-task';
import type { TrainingChoice } from '../../shared/training/training';
import { planFault } from './plan-fault';
import type { PlanParts } from './plan-parts';

/** What a study of models that answer for every pixel cannot ask; nothing where there are none. */
export function pixelPlanFaults({ subjects, attacks, degradations, storedInputs }: PlanParts): readonly LabError[] {
  if (!subjects.some((subject) => subject !== null && labelsPixels(subject.recipe))) return [];
  return [
    ...subjects.flatMap((subject, index) => {
      if (subject === null) return [];
      const where = `plan.subjects[${index}]`;
      if (labelsPixels(subject.recipe)) return pixelTrainingFaults(subject.training, `${where}.training`);
      return [
        planFault(
          `${where}.recipe.head.name`,
          'answers once for the sample, where another subject answers for every pixel: nothing can be compared.',
          'Give "pixels", or make a study of its own.',
        ),
      ];
    }),
    ...attacks.flatMap((attack, index) => (attack === null ? [] : attackFaults(attack, `plan.attacks[${index}]`))),
    ...degradations.flatMap((degradation, index) =>
      degradation === null || degradationReason(degradation.name, true) === null
        ? []
        : [
            planFault(
              `plan.degradations[${index}].name`,
              `is "${degradation.name}", which ${pixelReasons.degradation}.`,
              'Give "corruption" or "missing".',
            ),
          ],
    ),
    ...(storedInputs === 0
      ? []
      : [
          planFault(
            'plan.storedInputs',
            'keeps inputs that change one answer, and every pixel is answered here.',
            'Give 0.',
          ),
        ]),
  ];
}

function attackFaults(attack: AttackChoice, where: string): readonly LabError[] {
  return pixelAttackLimits(attack).map(({ field, value, reason, remedy }) =>
    planFault(`${where}.${field}`, `is ${JSON.stringify(value)}, which ${reason}.`, remedy),
  );
}

/** What such a model cannot be trained by. @param where path of the training, as its author knows it */
export function pixelTrainingFaults({ encoders, shift, mirror }: TrainingChoice, where: string): readonly LabError[] {
  return [
    ...(encoders === 'shared'
      ? [planFault(`${where}.encoders`, `is "shared", which ${pixelReasons.sharedEncoders}.`, 'Give "own".')]
      : []),
    ...(shift > 0
      ? [planFault(`${where}.shift`, 'moves pictures, but not the labels of their pixels.', 'Give 0.')]
      : []),
    ...(mirror > 0
      ? [planFault(`${where}.mirror`, 'mirrors pictures, but not the labels of their pixels.', 'Give 0.')]
      : []),
  ];
}
