import { AttackChoice, budgetIndices } from '../../../shared/attacks/attack';
import { attackIdentity } from '../../../shared/attacks/attack-identity';
import { canonicalJson } from '../../../shared/identity';
import { pixelMembers } from '../../../shared/attacks/pixel-attacks';
import { attackAsWritten } from '../../../shared/plan/plan-file';
import { AttackDraft } from '../../plans/plan-draft';
import { withNumericBudgets } from '../plan-edits';

/**
 * What an attack begins with, as far as the plan does not have it yet: two equal ones cannot be told apart.
 *
 * @param usual its usual settings
 * @param pixels the models answer for every pixel
 */
export function newAttacks(
  known: readonly AttackDraft[],
  usual: readonly object[],
  pixels = false,
): readonly AttackDraft[] {
  const taken = new Set(known.flatMap(identitiesOf));
  return usual
    .map((attack) => AttackDraft.parse(attackAsWritten(attack)))
    .map((attack) => (pixels && attack.name === 'ensemble' ? { ...attack, members: pixelMembers } : attack))
    .flatMap((attack) => {
      const { budgets } = attack;
      const identities = identitiesOf(attack);
      if (budgets === undefined) return identities.some((one) => taken.has(one)) ? [] : [attack];
      const left = budgets.filter((_, index) => !taken.has(identities[index]));
      return left.length === 0 ? [] : [{ ...attack, budgets: left }];
    });
}

/** One for each budget of an attack; none of what is not sound yet. */
function identitiesOf(attack: AttackDraft): readonly string[] {
  const choice = AttackChoice.safeParse(withNumericBudgets(attack));
  if (!choice.success) return [];
  return budgetIndices(choice.data).map((index) => canonicalJson(attackIdentity(choice.data, index)));
}
