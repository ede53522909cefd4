/** What is wrong with a plan whose subjects are imported models: they are never trained, and give labels and scores only. */
import type { DatasetManifest } from '../../shared/dataset';
import type { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import { Subject } from '../../shared/plan';
import { blackBoxLimit } from '../../shared/planning/black-box-limits';
import { isImported } from '../../shared/recipe';
import { planFault } from './plan-fault';
import type { PlanParts } from './plan-parts';

export function importedFaults(
  { subjects, seeds, attacks }: Pick<PlanParts, 'subjects' | 'seeds' | 'attacks'>,
  { modalities }: DatasetManifest,
): readonly LabError[] {
  const imported = subjects.flatMap((subject, index) =>
    subject !== null && isImported(subject.recipe) ? [{ ...subject, index }] : [],
  );
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
      const reason = blackBoxLimit(attack, modalities);
      const where = `plan.attacks[${index}]`;
      const remedy = `Leave "${name}" out, or choose another attack, such as "decoupling", "square" or "hopskipjump".`;
      if (reason !== null) return [planFault(where, `is "${attack.name}", which ${reason} ("${name}").`, remedy)];
      if (attack.name !== 'transfer') return [];
      const source = imported.find((own) => own.name === attack.source);
      return source === undefined
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
