import type { DatasetManifest, Selection } from '../../shared/data/dataset';
import type { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import type { StudyPlan, Subject } from '../../shared/plan/plan';
import { modalityIds } from '../../shared/recipe/recipe';
import { toldApart } from '../../shared/recipe/recipe-task';
import { faultsOf, refuse } from '../../shared/refusal';
import { oneOf } from '../../shared/text/wording';
import { checkRecipe } from '../models/recipe-check';
import { alternationFaults } from './alternation-faults';
import { stageFaults } from './stage-faults';
import { attackFaults, twinFaults } from './attack-faults';
import { certificateFaults, certificateTwins } from './certificate-faults';
import { corruptionFaults, degradedTwinFaults, strayNoiseFaults } from './degradation-faults';
import { idleFields } from './idle-fields';
import { importedFaults, type KnownImported } from './imported-faults';
import { modalityFaults, type Attacked } from './modality-faults';
import { pixelPlanFaults } from './pixel-faults';
import { planFault } from './plan-fault';
import { broughtFaults } from './brought-faults';
import type { PlanParts } from './plan-parts';
import { requirementFaults } from './requirement-faults';
import { pretrainedFaults } from './pretrained-faults';
import { sharedEncoderFaults } from './shared-encoder-faults';

/**
 * Checks what the plan's schema cannot: that its parts fit the data and each other.
 *
 * @param imported those that the plan names
 * @throws LabError `invalid` naming field, value and remedy of everything that does not
 */
export function checkPlan(plan: StudyPlan, manifest: DatasetManifest, imported: KnownImported = {}): void {
  const names = plan.subjects.map(({ name }) => name);
  const comparedWith = plan.subjects.map((subject) => subject.comparedWith);
  refuse(planFaults({ ...plan, names, comparedWith, selection: plan.data.selection }, manifest, imported));
}

/** What `checkPlan` would refuse, as far as the parts of a plan are sound by themselves. */
export function planFaults(
  parts: PlanParts,
  manifest: DatasetManifest,
  imported: KnownImported = {},
): readonly LabError[] {
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
            ...strayNoiseFaults(degradation, index, manifest),
          ],
    ),
    ...degradedTwinFaults(degradations),
    ...certificates.flatMap((certificate, index) =>
      certificate === null ? [] : certificateFaults(certificate, index, subjects, manifest),
    ),
    ...certificateTwins(certificates),
    ...requirementFaults(parts, manifest),
    ...pixelPlanFaults(parts),
    ...importedFaults(parts, manifest, imported),
    ...broughtFaults(parts),
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
      toldApart(subject.recipe, manifest),
      `plan.subjects[${index}].recipe`,
    );
  });
  const where = `plan.subjects[${index}].training`;
  const shared = [
    ...sharedEncoderFaults(subject.recipe, subject.training, where),
    ...idleFields(subject.recipe, subject.training, where),
    ...alternationFaults(subject.recipe, subject.training, where),
    ...stageFaults(subject.recipe, subject.training, where),
    ...pretrainedFaults(subject.recipe, subject.training, where),
  ];
  const twin = subjects.slice(0, index).find((other) => other !== null && sameModel(other, subject));
  if (!twin) return [...faults, ...shared];
  return [
    ...faults,
    ...shared,
    planFault(
      `plan.subjects[${index}]`,
      `trains the same model as "${twin.name}".`,
      'Remove one of the two, or change its recipe or training.',
    ),
  ];
}

function sameModel(a: Subject, b: Subject): boolean {
  return (
    canonicalJson({ recipe: a.recipe, training: a.training, brought: a.brought ?? null }) ===
    canonicalJson({ recipe: b.recipe, training: b.training, brought: b.brought ?? null })
  );
}
