import { budgetIndices, type AttackChoice } from '../shared/attacks/attack';
import { countOf } from './format';

/**
 * How many attacks a plan has, counted alike everywhere: as it lists them, and how often each model is attacked, which is
 * once at each budget. `10 attacks at 16 budgets`; `2 attacks` where each has one.
 */
export function attackCount(attacks: readonly AttackChoice[]): string {
  const count = countOf(attacks.length, 'attack');
  const budgets = attacks.reduce((sum, attack) => sum + budgetIndices(attack).length, 0);
  return budgets === attacks.length ? count : `${count} at ${countOf(budgets, 'budget')}`;
}
