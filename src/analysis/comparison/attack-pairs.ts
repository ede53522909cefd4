import type { AttackSetting } from '../attack-setting';
import { canonicalJson } from '../../shared/identity';
import { modalitySet } from '../../shared/data/modality-set';
import { fieldDifferences, pairSettings, type SettingPair } from './setting-pairs';

/** The same attack in two runs: equal in kind, modalities and budget, though perhaps not in everything. */
export type AttackPair = SettingPair<AttackSetting>;

export function pairAttacks(
  a: readonly AttackSetting[],
  b: readonly AttackSetting[],
): { readonly paired: readonly AttackPair[]; readonly unpaired: readonly string[] } {
  const { paired, alone } = pairSettings(a, b, identity, differencesOf);
  return { paired, unpaired: alone.map(({ title }) => `attack ${title}`) };
}

function identity(setting: AttackSetting): string {
  const { choice, modalities, radii } = setting;
  const budget = budgetOf(setting);
  return canonicalJson([choice.name, budget, modalitySet(modalities), radii]);
}

function budgetOf(setting: AttackSetting): unknown {
  switch (setting.kind) {
    case 'removal':
      return null;
    case 'perturbation':
      return [setting.choice.norm, setting.oneBall];
    case 'edit':
      return setting.choice.maxEdits;
    default:
      return setting satisfies never;
  }
}

/** Fields that say how hard an attack tries: criterion, fills, stop rule, steps, version … */
function differencesOf(a: AttackSetting, b: AttackSetting): readonly string[] {
  const fields = ({ choice, version }: AttackSetting): Readonly<Record<string, unknown>> => ({
    ...choice,
    // As sets, they are equal where two are compared at all.
    modalities: null,
    version,
  });
  // Budgets are compared by the radii that apply; a plan may list more of them.
  return fieldDifferences(fields(a), fields(b), 'budgets');
}
