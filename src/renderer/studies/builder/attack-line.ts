import { settingLine } from '../../../shared/planning/setting-text';
import { AttackChoice } from '../../../shared/attacks/attack';
import { Share } from '../../../shared/attacks/gradient';
import { withoutDefaults } from '../../../shared/json/without-defaults';
import { withNumericBudgets } from '../plan-edits';
import type { AttackDraft } from '../../plans/plan-draft';
import { kindOf } from './attack-title';
import { writtenBudget } from './written-budget';

/** What the title says already, or words of their own. */
const told = ['name', 'modalities', 'norm', 'budgets', 'share'];

/** What an attack sets, as far as its title does not say it and it is no default: `image 4/255; image 8/255 · restarts 3`. */
export function attackLine(attack: AttackDraft): string {
  const budgets = (attack.budgets ?? []).map(writtenBudget);
  const share = Share.safeParse(attack.share);
  return [
    ...(budgets.length === 0 ? [] : [budgets.join('; ')]),
    ...(share.success && share.data !== 'full' ? [settingLine('share', share.data)] : []),
    ...Object.entries(bare(attack))
      .filter(([name]) => !told.includes(name) && !(name === 'steps' && kindOf(attack) === 'perturbation'))
      .map(([name, value]) => settingLine(name, value)),
  ].join(' · ');
}

/** Without what is left at its default; everything of an attack that is not sound yet. */
function bare(attack: AttackDraft): object {
  const choice = AttackChoice.safeParse(withNumericBudgets(attack));
  return choice.success ? (withoutDefaults(AttackChoice, choice.data) as object) : attack;
}
