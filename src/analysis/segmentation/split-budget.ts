import { perturbs } from '../../shared/attacks/attack';
import type { AttackCell } from '../../shared/plan/plan';
import type { AttackSetting } from '../attack-setting';

/**
 * The attacks that spend on one input what this one shares among several: the same attack, each with the whole of the
 * budget. None where it does not share, or where a budget is not one number.
 */
export function wholeOnOne(
  { attack, budgetIndex }: AttackCell,
  family: string,
  settings: readonly AttackSetting[],
): readonly AttackSetting[] {
  if (!perturbs(attack) || !('share' in attack) || attack.share !== 'matched') return [];
  const budget = attack.budgets[budgetIndex];
  return settings.filter(({ family: own, modalities, radii }) => {
    const [only, ...others] = modalities;
    return own === family && others.length === 0 && Object.hasOwn(budget, only) && isSame(radii[only], budget[only]);
  });
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(a, b);
}
