import type { DegradationSetting } from '../degradation-setting';
import { canonicalJson } from '../../shared/identity';
import { modalitySet } from '../../shared/data/modality-set';
import { fieldDifferences, pairSettings, type SettingPair } from './setting-pairs';

/** The same degradation in two runs: equal in kind, modalities and level, though perhaps not in everything. */
export type DegradationPair = SettingPair<DegradationSetting>;

export function pairDegradations(
  a: readonly DegradationSetting[],
  b: readonly DegradationSetting[],
): { readonly paired: readonly DegradationPair[]; readonly unpaired: readonly string[] } {
  const { paired, alone } = pairSettings(a, b, identity, differencesOf);
  return { paired, unpaired: alone.map(({ title }) => `degradation ${title}`) };
}

function identity({ choice, kind, level }: DegradationSetting): string {
  return canonicalJson([choice.name, kind, modalitySet(choice.modalities), level]);
}

/** What stands in the place of what is missing, and versions. */
function differencesOf(a: DegradationSetting, b: DegradationSetting): readonly string[] {
  const fields = ({ choice, version }: DegradationSetting): Readonly<Record<string, unknown>> => ({
    ...choice,
    modalities: null,
    // Kinds and levels are compared one by one; a plan may list more of them.
    kinds: null,
    severities: null,
    version,
  });
  return fieldDifferences(fields(a), fields(b), 'levels');
}
