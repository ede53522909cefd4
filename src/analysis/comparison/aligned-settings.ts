import type { AttackSetting } from '../attack-setting';
import type { DegradationSetting } from '../degradation-setting';
import { attackIdentity, degradationIdentity } from '../condition';
import { shortId } from '../../shared/identity';
import { pairAttacks } from './attack-pairs';
import { pairDegradations } from './degradation-pairs';
import type { PairedSettings } from './setting-pairs';

/** One setting as several runs have it. */
export interface AlignedSetting<Setting> {
  /** As the first of the runs that have it calls it; with its identity behind it where that names another one too. */
  readonly title: string;
  /** Of each run, in their order; null where it has none. */
  readonly of: readonly (Setting | null)[];
  /** The runs have it under other parameters, or in another version. */
  readonly differs: boolean;
}

/** Attacks of several runs set beside each other as two runs are compared: by what they do, whatever they are called. */
export function alignAttacks(runs: readonly (readonly AttackSetting[])[]): readonly AlignedSetting<AttackSetting>[] {
  return aligned(runs, pairAttacks, attackIdentity);
}

export function alignDegradations(
  runs: readonly (readonly DegradationSetting[])[],
): readonly AlignedSetting<DegradationSetting>[] {
  return aligned(runs, pairDegradations, degradationIdentity);
}

interface Titled {
  readonly title: string;
  readonly version: number;
}

function aligned<Setting extends Titled>(
  runs: readonly (readonly Setting[])[],
  pair: (a: readonly Setting[], b: readonly Setting[]) => Pick<PairedSettings<Setting>, 'paired'>,
  identity: (setting: Setting) => string,
): readonly AlignedSetting<Setting>[] {
  const rows: { readonly first: Setting; readonly of: (Setting | null)[] }[] = [];
  runs.forEach((settings, place) => {
    const paired = new Map(
      pair(
        rows.map(({ first }) => first),
        settings,
      ).paired.map(({ a, b }) => [a, b]),
    );
    for (const row of rows) row.of[place] = paired.get(row.first) ?? null;
    const taken = new Set(paired.values());
    for (const setting of settings) {
      if (!taken.has(setting))
        rows.push({ first: setting, of: runs.map((_, own) => (own === place ? setting : null)) });
    }
  });
  const key = (setting: Setting): string => `${identity(setting)} ${String(setting.version)}`;
  return rows.map(({ first, of }) => ({
    title: rows.some((other) => other.first !== first && other.first.title === first.title)
      ? `${first.title} · ${shortId(identity(first))}`
      : first.title,
    of,
    differs: new Set(of.flatMap((setting) => (setting === null ? [] : key(setting)))).size > 1,
  }));
}
