/** What is wrong with a plan whose subjects are imported models: they are never trained, and give no more than was found when they were imported. */
import type { DatasetManifest } from '../../shared/data/dataset';
import type { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import type { ImportedModel } from '../../shared/imported/imported-model';
import { Subject } from '../../shared/plan/plan';
import { blackBox, blackBoxLimit } from '../../shared/planning/black-box-limits';
import { isImported } from '../../shared/recipe/recipe';
import { planFault } from './plan-fault';
import type { PlanParts } from './plan-parts';

/** Imported models of a lab folder, by id. */
export type KnownImported = Readonly<Record<string, ImportedModel>>;

export function importedFaults(
  { subjects, seeds, attacks }: Pick<PlanParts, 'subjects' | 'seeds' | 'attacks'>,
  { modalities }: DatasetManifest,
  known: KnownImported,
): readonly LabError[] {
  const imported = subjects.flatMap((subject, index) => {
    if (subject === null || !isImported(subject.recipe)) return [];
    const { model } = subject.recipe.fusion;
    return [{ ...subject, index, has: Object.hasOwn(known, model) ? known[model] : blackBox }];
  });
  if (imported.length === 0) return [];
  const [{ name }] = imported;
  return [
    ...(seeds.length === 1
      ? []
      : [
          planFault(
            'plan.seeds',
            `has ${seeds.length} entries, but "${name}" is an imported model, which no seed makes another.`,
            'Give one seed.',
          ),
        ]),
    ...imported.flatMap(({ training, index }) =>
      canonicalJson(training) === usualTraining
        ? []
        : [
            planFault(
              `plan.subjects[${index}].training`,
              'is of an imported model, which is not trained.',
              'Leave it out.',
            ),
          ],
    ),
    ...attacks.flatMap((attack, index) => {
      if (attack === null) return [];
      const where = `plan.attacks[${index}]`;
      const own = imported.flatMap(({ name: subject, has }): readonly LabError[] => {
        const reason = blackBoxLimit(attack, modalities, has);
        const remedy = `Leave "${subject}" out, or choose another attack, such as "decoupling", "square" or "hopskipjump".`;
        return reason === null
          ? []
          : [planFault(where, `is "${attack.name}", which ${reason} ("${subject}").`, remedy)];
      });
      if (own.length > 0) return own.slice(0, 1);
      if (attack.name !== 'transfer') return [];
      const source = imported.find((one) => one.name === attack.source);
      return source === undefined || source.has.gives.includes('gradients')
        ? []
        : [
            planFault(
              `${where}.source`,
              `is "${source.name}", an imported model, whose gradients are not known.`,
              'Give a subject that the lab trains.',
            ),
          ];
    }),
  ];
}

const usualTraining = canonicalJson(Subject.shape.training.parse(undefined));
