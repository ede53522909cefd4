import { canonicalJson } from '../../shared/identity';
import { settingName, settingText } from '../../shared/planning/setting-text';

/** The same setting in two runs: equal in what it is, though perhaps not in everything. */
export interface SettingPair<Setting> {
  readonly a: Setting;
  readonly b: Setting;
  /** `steps: 20 and 40`; empty where nothing differs. */
  readonly differences: readonly string[];
}

export interface PairedSettings<Setting> {
  readonly paired: readonly SettingPair<Setting>[];
  /** What only one of the runs has. */
  readonly alone: readonly Setting[];
}

/**
 * Those that differ least are set beside each other first, wherever they stand in their runs.
 *
 * @param identity what must be equal for two settings to be set beside each other at all
 * @param differencesOf fields that two of one identity differ in, in words
 */
export function pairSettings<Setting>(
  a: readonly Setting[],
  b: readonly Setting[],
  identity: (setting: Setting) => string,
  differencesOf: (a: Setting, b: Setting) => readonly string[],
): PairedSettings<Setting> {
  const candidates = a.flatMap((left) =>
    b
      .filter((right) => identity(right) === identity(left))
      .map((right): SettingPair<Setting> => ({ a: left, b: right, differences: differencesOf(left, right) })),
  );
  const chosen = new Map<Setting, SettingPair<Setting>>();
  const taken = new Set<Setting>();
  for (const pair of candidates.sort((x, y) => x.differences.length - y.differences.length)) {
    if (chosen.has(pair.a) || taken.has(pair.b)) continue;
    chosen.set(pair.a, pair);
    taken.add(pair.b);
  }
  return {
    paired: a.flatMap((left) => chosen.get(left) ?? []),
    alone: [...a.filter((left) => !chosen.has(left)), ...b.filter((right) => !taken.has(right))],
  };
}

/** Fields that differ, in words, but for those left out. */
export function fieldDifferences(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
  leftOut: string,
): readonly string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((field) => field !== leftOut && !areEqual(left[field], right[field]))
    .map(
      (field) => `${settingName(field)}: ${settingText(left[field], field)} and ${settingText(right[field], field)}`,
    );
}

function areEqual(a: unknown, b: unknown): boolean {
  return canonicalJson([a ?? null]) === canonicalJson([b ?? null]);
}
