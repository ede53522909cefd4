import type { AttackSetting } from '../attack-setting';
import { canonicalJson } from '../../shared/identity';
import { fieldName } from '../../shared/naming';
import { settingText } from './setting-text';

/** The same attack in two runs: equal in kind, modalities and radii, though perhaps not in everything. */
export interface AttackPair {
  readonly a: AttackSetting;
  readonly b: AttackSetting;
  /** `steps: 20 and 40`; empty where nothing differs. */
  readonly differences: readonly string[];
}

export function pairAttacks(
  a: readonly AttackSetting[],
  b: readonly AttackSetting[],
): { readonly paired: readonly AttackPair[]; readonly unpaired: readonly string[] } {
  const free = [...b];
  const alone: AttackSetting[] = [];
  const paired = a.flatMap((left): readonly AttackPair[] => {
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
  return { paired, unpaired: [...alone, ...free].map(({ title }) => `attack ${title}`) };
}

/** What must be equal for two attacks to be set beside each other at all. */
function identity(setting: AttackSetting): string {
  const { choice, modalities, radii } = setting;
  const ball = setting.kind === 'removal' ? null : [setting.choice.norm, setting.oneBall];
  return canonicalJson([choice.name, ball, modalities, radii]);
}

/** Fields that say how hard an attack tries: criterion, fills, stop rule, steps, version … */
function differencesOf(a: AttackSetting, b: AttackSetting): readonly string[] {
  const left: Readonly<Record<string, unknown>> = { ...a.choice, version: a.version };
  const right: Readonly<Record<string, unknown>> = { ...b.choice, version: b.version };
  // Budgets are compared by the radii that apply; a plan may list more of them.
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((field) => field !== 'budgets' && !areEqual(left[field], right[field]))
    .map((field) => `${fieldName(field)}: ${settingText(left[field])} and ${settingText(right[field])}`);
}

function areEqual(a: unknown, b: unknown): boolean {
  return canonicalJson([a ?? null]) === canonicalJson([b ?? null]);
}
