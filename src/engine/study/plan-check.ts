import { budgetIndices, factsOf, removes, type AttackChoice } from '../../shared/attack';
import type { DatasetManifest } from '../../shared/dataset';
import { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import type { StudyPlan, Subject } from '../../shared/plan';
import { modalityIds } from '../../shared/recipe';
import { countsMistakesOnly } from '../../shared/requirement';
import { oneOf } from '../../shared/wording';
import { checkRecipe } from '../models/recipe-check';
import { levelsOf, type Degradation } from '../../shared/degradation';
import { attackIdentity, degradationIdentity } from './cell-id';

type Attacked = Pick<Subject, 'name' | 'recipe'>;

/**
 * Checks what the plan's schema cannot: that its parts fit the data and each other.
 *
 * @throws LabError `invalid` naming field, value and remedy
 */
export function checkPlan(plan: StudyPlan, manifest: DatasetManifest): void {
  checkSelection(plan, manifest);
  checkSeeds(plan.seeds);
  plan.subjects.forEach((subject, index) => {
    checkSubject(plan.subjects, subject, index, manifest);
  });
  plan.attacks.forEach((attack, index) => {
    checkAttack(attack, `plan.attacks[${index}]`, plan.subjects, manifest);
  });
  checkTwins(plan.attacks);
  plan.degradations.forEach((degradation, index) => {
    // A model that does not read a modality has no cell for it: that is no fault of the plan.
    checkModalities(degradation.modalities, `plan.degradations[${index}].modalities`, [], manifest);
  });
  checkDegradedTwins(plan.degradations);
  checkRequirements(plan, manifest);
}

function checkSelection({ data }: StudyPlan, { name, splits }: DatasetManifest): void {
  const { split, count } = data.selection;
  const available = splits[split];
  if (available === 0) {
    const filled = Object.entries(splits).filter(([, rows]) => rows > 0);
    throw invalid(
      'plan.data.selection.split',
      `is "${split}", of which "${name}" has no samples.`,
      `Give ${oneOf(filled.map(([id]) => id))}.`,
    );
  }
  if (count !== undefined && count > available) {
    throw invalid(
      'plan.data.selection.count',
      `is ${count}; the split "${split}" of "${name}" holds ${available}.`,
      `Give at most ${available}, or leave it out to take them all.`,
    );
  }
}

function checkSeeds(seeds: readonly number[]): void {
  seeds.forEach((seed, index) => {
    if (seeds.indexOf(seed) === index) return;
    throw invalid(`plan.seeds[${index}]`, `is ${seed} a second time.`, 'Give each training seed once.');
  });
}

function checkSubject(subjects: readonly Subject[], subject: Subject, index: number, manifest: DatasetManifest): void {
  checkRecipe(subject.recipe, manifest.modalities, manifest.classes.length, `plan.subjects[${index}].recipe`);
  const twin = subjects.findIndex((other) => sameModel(other, subject));
  if (twin === index) return;
  throw invalid(
    `plan.subjects[${index}]`,
    `trains the same model as "${subjects[twin].name}".`,
    'Remove one of the two, or change its recipe or training.',
  );
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
  const facts = factsOf(attack);
  for (const budget of budgetIndices(attack)) {
    const field = removes(attack) ? `${where}.modalities` : `${where}.budgets[${budget}]`;
    checkModalities(facts.modalities(attack, budget), field, subjects, manifest);
  }
  facts.check(attack, where, manifest.modalities);
}

/** Two equal attacks would make one cell, whose records could not be told apart. */
function checkTwins(attacks: readonly AttackChoice[]): void {
  const places = new Map<string, string>();
  attacks.forEach((attack, index) => {
    for (const budgetIndex of budgetIndices(attack)) {
      const identity = attackIdentity(attack, budgetIndex);
      const where = `plan.attacks[${index}]${identity.budget === null ? '' : `.budgets[${budgetIndex}]`}`;
      const key = canonicalJson(identity);
      const twin = places.get(key);
      if (twin !== undefined) {
        throw invalid(
          where,
          `is ${identity.budget === null ? `"${attack.name}"` : canonicalJson(identity.budget)}, the same attack as ${twin}.`,
          'Remove one of the two, or change its parameters.',
        );
      }
      places.set(key, where);
    }
  });
}

/** Two equal degradations would make one cell. */
function checkDegradedTwins(degradations: readonly Degradation[]): void {
  const places = new Map<string, string>();
  degradations.forEach((degradation, index) => {
    levelsOf(degradation).forEach((level, levelIndex) => {
      const where = `plan.degradations[${index}]${degradation.name === 'missing' ? '' : `.levels[${levelIndex}]`}`;
      const key = canonicalJson(degradationIdentity(degradation, levelIndex));
      const twin = places.get(key);
      if (twin !== undefined) {
        const what = degradation.name === 'missing' ? '"missing"' : String(level);
        throw invalid(where, `is ${what}, the same as ${twin}.`, 'Remove one of the two.');
      }
      places.set(key, where);
    });
  });
}

export function checkModalities(
  ids: readonly string[],
  where: string,
  subjects: readonly Attacked[],
  manifest: DatasetManifest,
): void {
  ids.forEach((id, index) => {
    if (!Object.hasOwn(manifest.modalities, id)) {
      throw invalid(
        where,
        `names "${id}", which is not a modality of "${manifest.name}".`,
        `Give ${oneOf(Object.keys(manifest.modalities))}.`,
      );
    }
    if (ids.indexOf(id) !== index) throw invalid(where, `names "${id}" a second time.`, 'Name each modality once.');
    const without = subjects.find(({ recipe }) => !modalityIds(recipe).includes(id));
    if (without !== undefined) {
      throw invalid(
        where,
        `names "${id}", which the subject "${without.name}" does not read.`,
        `Attack only ${oneOf(modalityIds(without.recipe))}, or leave that subject out.`,
      );
    }
  });
}

function checkRequirements(
  { requirements, subjects, attacks }: StudyPlan,
  { name: data, oracle }: DatasetManifest,
): void {
  requirements.forEach(({ measure, subject, attack, budget, removedAtMost }, index) => {
    const where = `plan.requirements[${index}]`;
    if (countsMistakesOnly(measure)) {
      if (oracle === null) {
        throw invalid(
          `${where}.measure`,
          `is "${measure}", but "${data}" cannot tell whether a label can still be decided after a removal.`,
          'Give "robust-accuracy", which counts every changed answer.',
        );
      }
      if (attack !== undefined && !removes(attacks[attack])) {
        throw invalid(
          `${where}.attack`,
          `is ${attack}, which removes nothing, so it leaves every label decidable.`,
          'Let it point to a removal attack, or give the measure "robust-accuracy".',
        );
      }
    }
    if (subject !== undefined && !subjects.some(({ name }) => name === subject)) {
      throw invalid(
        `${where}.subject`,
        `is ${JSON.stringify(subject)}, which is not a subject of this plan.`,
        `Give ${oneOf(subjects.map(({ name }) => name))}, or leave it out to mean them all.`,
      );
    }
    if (removedAtMost !== undefined && (attack === undefined || !removes(attacks[attack]))) {
      throw invalid(
        `${where}.removedAtMost`,
        `is ${removedAtMost}, but only removal attacks remove anything.`,
        'Remove it, or let `attack` point to a removal attack.',
      );
    }
    if (budget !== undefined) checkBudget(budget, attack === undefined ? null : attacks[attack], `${where}.budget`);
  });
}

function checkBudget(budget: number, attack: AttackChoice | null, where: string): void {
  if (attack === null || removes(attack)) {
    throw invalid(
      where,
      `is ${budget}, but ${attack === null ? 'no attack is named' : 'removal attacks have no budgets'}.`,
      'Remove it, or let `attack` point to an attack with budgets.',
    );
  }
  const { length } = attack.budgets;
  if (budget < length) return;
  throw invalid(
    where,
    `is ${budget}.`,
    `Give the index of a budget of that attack, counted from 0: 0 to ${length - 1}.`,
  );
}

function invalid(where: string, message: string, remedy: string): LabError {
  return new LabError('invalid', message, { where, remedy });
}
