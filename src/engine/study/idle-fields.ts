import { AdaptingChoice } from '../../shared/training/adapting';
import type { LabError } from '../../shared/errors';
import { trainingLimit } from '../../shared/planning/training-limits';
import { PretrainingChoice } from '../../shared/training/pretraining';
import type { Recipe } from '../../shared/recipe/recipe';
import { AlternatingTraining, type TrainingChoice } from '../../shared/training/training';
import { planFault } from './plan-fault';

/** Groups of fields that count in some trainings alone, as they are where nothing is said of them. */
const groups = {
  alternating: AlternatingTraining.parse({}),
  adapting: AdaptingChoice.parse({}),
  pretraining: PretrainingChoice.parse({}),
} as const satisfies Partial<TrainingChoice>;
type Group = keyof typeof groups;

/**
 * Fields of a training that were set and would silently do nothing; a form does not let them be set for the same reason.
 *
 * @param where path of the training, as its author knows it
 */
export function idleFields(
  recipe: Recipe,
  training: Pick<TrainingChoice, 'method' | Group>,
  where: string,
): readonly LabError[] {
  return (Object.keys(groups) as Group[]).flatMap((group) => {
    const given: Readonly<Record<string, unknown>> = training[group];
    return Object.entries(groups[group]).flatMap(([field, usual]) => {
      const reason = given[field] === usual ? null : trainingLimit(`${group}.${field}`, recipe, training);
      if (reason === null) return [];
      return [
        planFault(
          `${where}.${group}.${field}`,
          `is ${JSON.stringify(given[field])}, but ${reason}.`,
          `Give ${JSON.stringify(usual)}, or ${otherwise(group, training)}.`,
        ),
      ];
    });
  });
}

/** What makes the fields of a group count. */
function otherwise(group: Group, { method }: Pick<TrainingChoice, 'method'>): string {
  switch (group) {
    case 'alternating':
      return method === 'alternating' ? 'another "modification"' : 'the method "alternating"';
    case 'adapting':
      return 'the method "adapters"';
    case 'pretraining':
      return 'the encoder "umurl" to a skeleton';
    default:
      return group satisfies never;
  }
}
