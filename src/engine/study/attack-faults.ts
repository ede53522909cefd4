/** What is wrong with the attacks of a plan, one by one and beside each other. */
import { budgetIndices, factsOf, perturbs, type AttackChoice } from '../../shared/attacks/attack';
import { attackIdentity } from '../../shared/attacks/attack-identity';
import type { DatasetManifest } from '../../shared/data/dataset';
import type { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import { attackLimit, limitedField } from '../../shared/planning/target-limits';
import { faultsOf, refuse } from '../../shared/refusal';
import { modalityFaults, type Attacked } from './modality-faults';
import { planFault } from './plan-fault';
import type { PlanParts } from './plan-parts';
import { sameFaults, type Planned } from './same-faults';

/** Checks one attack against the data and whatever it attacks. @throws LabError `invalid` */
export function checkAttack(
  attack: AttackChoice,
  where: string,
  subjects: readonly Attacked[],
  manifest: DatasetManifest,
): void {
  refuse(attackFaults(attack, where, subjects, manifest));
}

export function attackFaults(
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
    ...limitFaults(attack, where, manifest),
    ...faultsOf(() => {
      facts.check(attack, where, manifest.modalities);
    }),
  ];
}

/** What needs one class of several. */
function limitFaults(attack: AttackChoice, where: string, { target }: DatasetManifest): readonly LabError[] {
  const reason = attackLimit(attack, target);
  if (reason === null) return [];
  const field = limitedField(attack);
  switch (field) {
    case 'name':
      return [planFault(`${where}.name`, `is "${attack.name}", which ${reason}.`, 'Give "pgd", "apgd" or "square".')];
    case 'loss':
      return [planFault(`${where}.loss`, `is "dlr", which ${reason}.`, 'Give "cross-entropy".')];
    case 'criterion.score':
      return [planFault(`${where}.criterion.score`, `is "probability", which ${reason}.`, 'Give "margin".')];
    default:
      return field satisfies never;
  }
}

/** Two equal attacks would make one cell, whose records could not be told apart. */
export function twinFaults(attacks: PlanParts['attacks']): readonly LabError[] {
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
