import { certifiedModalities, type CertificateChoice } from '../../shared/certificate';
import { budgetIndices, factsOf, perturbs, type AttackChoice } from '../../shared/attack';
import type { DatasetManifest, Selection } from '../../shared/dataset';
import type { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import type { StudyPlan, Subject } from '../../shared/plan';
import { modalityIds } from '../../shared/recipe';
import { classesOf } from '../../shared/recipe-task';
import { faultsOf, refuse } from '../../shared/refusal';
import { oneOf } from '../../shared/wording';
import { checkRecipe } from '../models/recipe-check';
import { corruptionsOf, levelsField, stepsOf, strayCorruptions, type Degradation } from '../../shared/degradation';
import { attackIdentity } from '../../shared/attack-identity';
import { certificateIdentity, degradationIdentity } from './cell-id';
import { pixelPlanFaults } from './pixel-faults';
import { planFault } from './plan-fault';
import type { PlanParts } from './plan-parts';
import { requirementFaults } from './requirement-faults';

type Attacked = Pick<Subject, 'name' | 'recipe'>;

/**
 * Checks what the plan's schema cannot: that its parts fit the data and each other.
 *
 * @throws LabError `invalid` naming field, value and remedy of everything that does not
 */
export function checkPlan(plan: StudyPlan, manifest: DatasetManifest): void {
  const names = plan.subjects.map(({ name }) => name);
  refuse(planFaults({ ...plan, names, selection: plan.data.selection }, manifest));
}

/** What `checkPlan` would refuse, as far as the parts of a plan are sound by themselves. */
export function planFaults(parts: PlanParts, manifest: DatasetManifest): readonly LabError[] {
  const { selection, seeds, attacks, degradations, certificates } = parts;
  // Which modalities a subject reads is not known where its recipe names such as the data do not have.
  const subjects = parts.subjects
    .filter((subject) => subject !== null)
    .filter((subject) => readsData(subject, manifest));
  return [
    ...(selection === null ? [] : selectionFaults(selection, manifest)),
    ...seedFaults(seeds),
    ...parts.subjects.flatMap((subject, index) =>
      subject === null ? [] : subjectFaults(parts.subjects, subject, index, manifest),
    ),
    ...attacks.flatMap((attack, index) =>
      attack === null ? [] : attackFaults(attack, `plan.attacks[${index}]`, subjects, manifest),
    ),
    ...twinFaults(attacks),
    ...degradations.flatMap((degradation, index) =>
      // A model that does not read a modality has no cell for it: that is no fault of the plan.
      degradation === null
        ? []
        : [
            ...modalityFaults(degradation.modalities, `plan.degradations[${index}].modalities`, [], manifest),
            ...corruptionFaults(degradation, index, manifest),
          ],
    ),
    ...degradedTwinFaults(degradations),
    ...certificates.flatMap((certificate, index) =>
      certificate === null
        ? []
        : modalityFaults(certifiedModalities(certificate), certificatePlace(certificate, index), subjects, manifest),
    ),
    ...certificateTwins(certificates),
    ...requirementFaults(parts, manifest),
    ...pixelPlanFaults(parts),
  ];
}

function readsData({ recipe }: Attacked, { modalities }: DatasetManifest): boolean {
  return modalityIds(recipe).every((id) => Object.hasOwn(modalities, id));
}

function selectionFaults({ split, count }: Selection, { name, splits }: DatasetManifest): readonly LabError[] {
  const available = splits[split];
  if (available === 0) {
    const filled = Object.entries(splits).filter(([, rows]) => rows > 0);
    return [
      planFault(
        'plan.data.selection.split',
        `is "${split}", of which "${name}" has no samples.`,
        `Give ${oneOf(filled.map(([id]) => id))}.`,
      ),
    ];
  }
  return count === undefined || count <= available
    ? []
    : [
        planFault(
          'plan.data.selection.count',
          `is ${count}; the split "${split}" of "${name}" holds ${available}.`,
          `Give at most ${available}, or leave it out to take them all.`,
        ),
      ];
}

function seedFaults(seeds: PlanParts['seeds']): readonly LabError[] {
  return seeds.flatMap((seed, index) =>
    seed === null || seeds.indexOf(seed) === index
      ? []
      : [planFault(`plan.seeds[${index}]`, `is ${seed} a second time.`, 'Give each training seed once.')],
  );
}

function subjectFaults(
  subjects: PlanParts['subjects'],
  subject: Subject,
  index: number,
  manifest: DatasetManifest,
): readonly LabError[] {
  const faults = faultsOf(() => {
    checkRecipe(
      subject.recipe,
      manifest.modalities,
      classesOf(subject.recipe, manifest).length,
      `plan.subjects[${index}].recipe`,
    );
  });
  const twin = subjects.slice(0, index).find((other) => other !== null && sameModel(other, subject));
  if (!twin) return faults;
  return [
    ...faults,
    planFault(
      `plan.subjects[${index}]`,
      `trains the same model as "${twin.name}".`,
      'Remove one of the two, or change its recipe or training.',
    ),
  ];
}

function sameModel(a: Subject, b: Subject): boolean {
  return (
    canonicalJson({ recipe: a.recipe, training: a.training }) ===
    canonicalJson({ recipe: b.recipe, training: b.training })
  );
}

/** Checks one attack against the data and whatever it attacks. @throws LabError `invalid` */
export function checkAttack(
  attack: AttackChoice,
  where: string,
  subjects: readonly Attacked[],
  manifest: DatasetManifest,
): void {
  refuse(attackFaults(attack, where, subjects, manifest));
}

function attackFaults(
  attack: AttackChoice,
  where: string,
  subjects: readonly Attacked[],
  manifest: DatasetManifest,
): readonly LabError[] {
  const facts = factsOf(attack);
  const attacked = budgetIndices(attack).map((budget) => ({
    ids: facts.modalities(attack, budget),
    field: perturbs(attack) ? `${where}.budgets[${budget}]` : `${where}.modalities`,
  }));
  const faults = attacked.flatMap(({ ids, field }) => modalityFaults(ids, field, subjects, manifest));
  // Of modalities that the data do not have, the attack's own check can say nothing.
  if (!attacked.every(({ ids }) => ids.every((id) => Object.hasOwn(manifest.modalities, id)))) return faults;
  return [
    ...faults,
    ...faultsOf(() => {
      facts.check(attack, where, manifest.modalities);
    }),
  ];
}

/** Two equal attacks would make one cell, whose records could not be told apart. */
function twinFaults(attacks: PlanParts['attacks']): readonly LabError[] {
  return sameFaults(
    attacks.flatMap((attack, index) =>
      attack === null
        ? []
        : budgetIndices(attack).map((budgetIndex): Planned => {
            const identity = attackIdentity(attack, budgetIndex);
            return {
              where: `plan.attacks[${index}]${identity.budget === null ? '' : `.budgets[${budgetIndex}]`}`,
              key: canonicalJson(identity),
              problem: (twin) =>
                `is ${identity.budget === null ? `"${attack.name}"` : canonicalJson(identity.budget)}, the same attack as ${twin}.`,
              remedy: 'Remove one of the two, or change its parameters.',
            };
          }),
    ),
  );
}

/** Something of a plan that makes a cell. */
interface Planned {
  readonly where: string;
  /** Equal for what makes the same cell. */
  readonly key: string;
  /** Where it is the same as what stands in another place. */
  readonly problem: (twin: string) => string;
  readonly remedy: string;
}

function sameFaults(planned: readonly Planned[]): readonly LabError[] {
  const places = new Map<string, string>();
  return planned.flatMap(({ where, key, problem, remedy }) => {
    const twin = places.get(key);
    if (twin !== undefined) return [planFault(where, problem(twin), remedy, { kind: 'same-as', place: twin })];
    places.set(key, where);
    return [];
  });
}

function placeOfStep(degradation: Degradation, index: number, step: number): string {
  const place = `plan.degradations[${index}]`;
  const field = levelsField(degradation);
  if (field === null) return place;
  if (degradation.name !== 'corruption') return `${place}.${field}[${step}]`;
  const { length } = degradation.severities;
  return degradation.kinds.length > 1
    ? `${place}.kinds[${Math.floor(step / length)}]`
    : `${place}.${field}[${step % length}]`;
}

/** A corruption of pictures on a text, or the other way round. */
function corruptionFaults(degradation: Degradation, index: number, manifest: DatasetManifest): readonly LabError[] {
  if (degradation.name !== 'corruption') return [];
  return degradation.modalities.flatMap((id) => {
    if (!Object.hasOwn(manifest.modalities, id)) return [];
    const { kind } = manifest.modalities[id];
    const stray = strayCorruptions(degradation, kind);
    if (stray.length === 0) return [];
    return [
      planFault(
        `plan.degradations[${index}].kinds`,
        `has ${stray.map((own) => `"${own}"`).join(', ')}, which does not happen to "${id}", of the kind "${kind}".`,
        corruptionsOf(kind).length === 0
          ? 'Let another input suffer, a picture or a text.'
          : `Give ${oneOf(corruptionsOf(kind))}, or let another input suffer.`,
      ),
    ];
  });
}

/** Two equal degradations would make one cell. */
function degradedTwinFaults(degradations: PlanParts['degradations']): readonly LabError[] {
  return sameFaults(
    degradations.flatMap((degradation, index) =>
      degradation === null
        ? []
        : stepsOf(degradation).map(({ level, kind }, step): Planned => ({
            where: placeOfStep(degradation, index, step),
            key: canonicalJson(degradationIdentity(degradation, step)),
            problem: (twin) =>
              `is ${degradation.name === 'missing' ? '"missing"' : `${kind === null ? '' : `"${kind}" at `}${String(level)}`}, the same as ${twin}.`,
            remedy: 'Remove one of the two.',
          })),
    ),
  );
}

function certificatePlace({ name }: CertificateChoice, index: number): string {
  return `plan.certificates[${index}].${name === 'mmcert' ? 'kept' : 'modalities'}`;
}

/** Two equal certificates would make one cell. */
function certificateTwins(certificates: PlanParts['certificates']): readonly LabError[] {
  return sameFaults(
    certificates.flatMap((certificate, index) =>
      certificate === null
        ? []
        : [
            {
              where: `plan.certificates[${index}]`,
              key: canonicalJson(certificateIdentity(certificate)),
              problem: (twin: string) => `is "${certificate.name}", the same as ${twin}.`,
              remedy: 'Remove one of the two, or change what is drawn.',
            },
          ],
    ),
  );
}

/** @throws LabError `invalid` where a modality is not one of the data, is named twice, or is not read by a subject */
export function checkModalities(
  ids: readonly string[],
  where: string,
  subjects: readonly Attacked[],
  manifest: DatasetManifest,
): void {
  refuse(modalityFaults(ids, where, subjects, manifest));
}

/** Of every modality the first thing that is wrong with it. */
function modalityFaults(
  ids: readonly string[],
  where: string,
  subjects: readonly Attacked[],
  manifest: DatasetManifest,
): readonly LabError[] {
  return ids.flatMap((id, index) => {
    if (!Object.hasOwn(manifest.modalities, id)) {
      return [
        planFault(
          where,
          `names "${id}", which is not a modality of "${manifest.name}".`,
          `Give ${oneOf(Object.keys(manifest.modalities))}.`,
        ),
      ];
    }
    if (ids.indexOf(id) !== index)
      return [planFault(where, `names "${id}" a second time.`, 'Name each modality once.')];
    const without = subjects.find(({ recipe }) => !modalityIds(recipe).includes(id));
    if (without === undefined) return [];
    return [
      planFault(
        where,
        `names "${id}", which the subject "${without.name}" does not read.`,
        `Attack only ${oneOf(modalityIds(without.recipe))}, or leave that subject out.`,
      ),
    ];
  });
}
