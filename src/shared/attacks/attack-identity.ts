import { AttackChoice, perturbs } from './attack';
import { withoutDefaults } from '../json/without-defaults';

/** What an attack does at one of its budgets, whichever others it is also run at. Only perturbations have budgets. */
export function attackIdentity(
  choice: AttackChoice,
  budgetIndex: number,
): { readonly attack: object; readonly budget: Readonly<Record<string, number>> | null } {
  const bare = withoutDefaults(AttackChoice, choice) as AttackChoice;
  if (!perturbs(bare)) return { attack: bare, budget: null };
  const { budgets, ...attack } = bare;
  return { attack, budget: budgets[budgetIndex] };
}
