import { perturbs, removes, type AttackChoice } from '../../shared/attacks/attack';
import type { DatasetManifest } from '../../shared/data/dataset';
import { levelsOf, type Degradation } from '../../shared/degradations/degradation';
import type { LabError } from '../../shared/errors';
import { requirementLimit } from '../../shared/planning/requirement-limit';
import { labelsPixels } from '../../shared/recipe/recipe-task';
import { countsMistakesOnly, needsAttack } from '../../shared/plan/requirement';
import { oneOf } from '../../shared/text/wording';
import { planFault } from './plan-fault';
import type { PlanParts } from './plan-parts';

/** What the requirements of a plan ask of data, models and attacks that these cannot answer. */
export function requirementFaults(
  { requirements, names, subjects, attacks, degradations }: PlanParts,
  { name: data, oracle, target }: DatasetManifest,
): readonly LabError[] {
  const pixels = subjects.some((own) => own !== null && labelsPixels(own.recipe));
  return requirements.flatMap((requirement, index) => {
    if (requirement === null) return [];
    const { measure, subject, attack, budget, degradation, level, removedAtMost } = requirement;
    const where = `plan.requirements[${index}]`;
    const faults: LabError[] = [];
    const limit = requirementLimit(measure, { pixels, target });
    if (limit !== null) {
      faults.push(
        planFault(`${where}.measure`, `is "${measure}", which ${limit}.`, 'Give another measure, or remove it.'),
      );
    }
    // Of an attack that is not sound itself, or not there, others say so; null: none is named.
    const chosen = attack === undefined ? null : (attacks.at(attack) ?? undefined);
    if (countsMistakesOnly(measure)) {
      if (oracle === null) {
        faults.push(
          planFault(
            `${where}.measure`,
            `is "${measure}", but "${data}" cannot tell whether a label can still be decided after a removal.`,
            'Give "robust-accuracy", which counts every changed answer.',
          ),
        );
      }
      if (chosen && perturbs(chosen)) {
        faults.push(
          planFault(
            `${where}.attack`,
            `is ${attack}, which removes nothing, so it leaves every label decidable.`,
            'Let it point to a removal attack, or give the measure "robust-accuracy".',
            { kind: 'removes-nothing', place: `plan.attacks[${attack}]` },
          ),
        );
      }
    }
    if (subject !== undefined && !names.includes(subject)) {
      faults.push(
        planFault(
          `${where}.subject`,
          `is ${JSON.stringify(subject)}, which is not a subject of this plan.`,
          `Give ${oneOf(names.filter((name) => name !== null))}, or leave it out to mean them all.`,
        ),
      );
    }
    if (level !== undefined) {
      // As of attacks: of one that is not sound itself, or not there, others say so.
      const failing = degradation === undefined ? null : (degradations.at(degradation) ?? undefined);
      if (failing !== undefined) faults.push(...levelFaults(level, failing, `${where}.level`));
    }
    if (chosen === undefined) return faults;
    // That no attack is named where one has to be is said of the attack.
    const isUnnamed = chosen === null && needsAttack(measure);
    if (removedAtMost !== undefined && !isUnnamed && (chosen === null || !removes(chosen))) {
      faults.push(
        planFault(
          `${where}.removedAtMost`,
          `is ${removedAtMost}, but only removal attacks remove anything.`,
          'Remove it, or name a removal attack.',
        ),
      );
    }
    return budget === undefined ? faults : [...faults, ...budgetFaults(budget, chosen, `${where}.budget`)];
  });
}

function levelFaults(level: number, degradation: Degradation | null, where: string): readonly LabError[] {
  if (degradation === null) {
    return [
      planFault(
        where,
        `is ${level}, but no degradation is named.`,
        'Remove it, or let `degradation` point to one of this plan.',
      ),
    ];
  }
  const levels = levelsOf(degradation);
  if (levels.includes(level)) return [];
  return [
    planFault(
      where,
      `is ${level}.`,
      `Give ${levels.length === 1 ? '' : 'one of '}the ${levels.length === 1 ? 'level' : 'levels'} of that degradation: ${levels.join(', ')}; or leave it out to mean each.`,
      { kind: 'no-such-level' },
    ),
  ];
}

function budgetFaults(budget: number, attack: AttackChoice | null, where: string): readonly LabError[] {
  if (attack === null || !perturbs(attack)) {
    return [
      planFault(
        where,
        `is ${budget}, but ${attack === null ? 'no attack is named' : `${removes(attack) ? 'removal attacks' : 'attacks on words'} have no budgets`}.`,
        'Remove it, or let `attack` point to an attack with budgets.',
      ),
    ];
  }
  const { length } = attack.budgets;
  if (budget < length) return [];
  return [
    planFault(
      where,
      `is ${budget}.`,
      `Give the index of a budget of that attack, counted from 0: 0 to ${length - 1}.`,
      {
        kind: 'no-such-budget',
      },
    ),
  ];
}
