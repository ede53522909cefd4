import { canonicalJson } from '../../shared/identity';
import { fieldName } from '../../shared/naming';
import { settingText } from './setting-text';

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
 * @param identity what must be equal for two settings to be set beside each other at all
 * @param differencesOf fields that two of one identity differ in, in words
 */
export function pairSettings<Setting>(
  a: readonly Setting[],
  b: readonly Setting[],
  identity: (setting: Setting) => string,
  differencesOf: (a: Setting, b: Setting) => readonly string[],
): PairedSettings<Setting> {
  const free = [...b];
  const alone: Setting[] = [];
  const paired = a.flatMap((left): readonly SettingPair<Setting>[] => {
    const candidates = free.filter((right) => identity(right) === identity(left));
    if (candidates.length === 0) {
      alone.push(left);
      return [];
    }
    // Of several alike (one per criterion, say), the one with the fewest differences.
    const [best] = candidates
      .map((right) => ({ right, differences: differencesOf(left, right) }))
      .sort((x, y) => x.differences.length - y.differences.length);
    free.splice(free.indexOf(best.right), 1);
    return [{ a: left, b: best.right, differences: best.differences }];
  });
  return { paired, alone: [...alone, ...free] };
}

/** Fields that differ, in words, but for those left out. */
export function fieldDifferences(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
  leftOut: string,
): readonly string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((field) => field !== leftOut && !areEqual(left[field], right[field]))
    .map((field) => `${fieldName(field)}: ${settingText(left[field])} and ${settingText(right[field])}`);
}

function areEqual(a: unknown, b: unknown): boolean {
  return canonicalJson([a ?? null]) === canonicalJson([b ?? null]);
}
