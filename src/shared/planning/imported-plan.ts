import { AttackChoice, type AttackName } from '../attack';
import { blackBoxGives, type ImportedModel } from '../imported/imported-model';
import type { ModelDescription } from '../model-description';
import { parsePlan } from '../plan-file';
import type { StudyPlan } from '../plan';
import { modalityIds } from '../recipe';
import { readBy } from '../read-by';
import { starterAttacks } from './attack-presets';
import { blackBoxAttacks, blackBoxLimit } from './black-box-limits';
import { usualQuestion } from './starter-plan';
import { attackLimit } from './target-limits';

/** What a study of an imported model does to it at first: of each list the first attack that is possible with it. */
const families: readonly (readonly AttackName[])[] = [
  ['decoupling'],
  // By gradients where there are some, by scores where not.
  ['pgd', 'square'],
  ['hotflip', 'misspell'],
];

const samples = 50;
/** A study's name is no longer. */
const longestName = 120;

/**
 * A study of a model that was made elsewhere, on the data that it was imported for, which can be run as it is.
 *
 * @param testCount samples of the data's test split
 */
export function importedPlan(
  {
    title,
    spec,
    modalities,
    target,
    imported,
  }: Pick<ModelDescription, 'title' | 'spec' | 'modalities' | 'target' | 'imported'>,
  testCount: number,
): StudyPlan {
  const gives = imported ?? blackBox;
  const read = readBy(modalities, modalityIds(spec.recipe));
  const possible = blackBoxAttacks(read, gives, target).flatMap(({ name, reason }) => (reason === null ? [name] : []));
  const names = families.flatMap((family) => family.find((name) => possible.includes(name)) ?? []);
  return parsePlan(
    {
      format: 'muroan.study',
      formatVersion: 1,
      name: `${title}: attacks`.slice(0, longestName),
      question: usualQuestion,
      data: { dataset: spec.dataset, selection: { split: 'test', count: Math.min(samples, testCount) } },
      subjects: [{ name: title, recipe: spec.recipe }],
      attacks: names
        .flatMap((name) => starterAttacks(name, read))
        .filter((draft) => {
          const choice = AttackChoice.parse(draft);
          return blackBoxLimit(choice, read, gives) === null && attackLimit(choice, target) === null;
        }),
    },
    'plan',
  );
}

const blackBox: Pick<ImportedModel, 'gives' | 'embedded' | 'worded'> = {
  gives: [...blackBoxGives],
  embedded: [],
  worded: [],
};
