import type { FusionFacts } from '../../shared/records/record';
import type { AttackSetting } from '../attack-setting';
import { strongestLevels, type DegradationSetting } from '../degradation-setting';
import type { ModelResults } from '../results';
import { meanOf } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';

/** How the encodings of two modalities lie to each other, cos(f_a, f_b), and what is done to that. */
export interface Alignment {
  /** `image · text`. */
  readonly pair: string;
  readonly untouched: Estimate;
  /** cos under an attack, or with an input that fails, less that of the untouched input; paired by sample. */
  readonly shifts: readonly { readonly setting: AttackSetting | DegradationSetting; readonly shift: Estimate }[];
}

/** Empty where no two encodings can be set beside each other; of removals nothing is recorded. */
export function measureAlignment({ cell, clean, attacks, degraded }: ModelResults): readonly Alignment[] {
  const before = new Map(
    clean.flatMap(({ row, group, aligned }) => (aligned === undefined ? [] : [[row, { group, aligned }]])),
  );
  const first = [...before.values()].at(0);
  const strongest = strongestLevels(degraded.map(({ setting }) => setting));
  const changed: readonly Changed[] = [
    ...attacks.flatMap((result) =>
      result.kind === 'removal'
        ? []
        : [{ setting: result.setting, facts: result.records.map(({ row, outcome }) => ({ row, facts: outcome })) }],
    ),
    ...degraded.flatMap(({ setting, records }) =>
      strongest.includes(setting)
        ? [{ setting, facts: records.map((record) => ({ row: record.row, facts: record })) }]
        : [],
    ),
  ];
  return Object.keys(first?.aligned ?? {}).map((pair) => ({
    pair,
    untouched: meanOf(
      [...before.values()].map(({ group, aligned }) => ({ value: aligned[pair], group })),
      `${cell.id}/aligned/${pair}`,
    ),
    shifts: changed.flatMap(({ setting, facts }) => {
      const moved = facts.flatMap(({ row, facts: own }) => {
        const was = before.get(row);
        if (was === undefined || own?.aligned === undefined) return [];
        return [{ value: own.aligned[pair] - was.aligned[pair], group: was.group }];
      });
      return moved.length === 0
        ? []
        : [{ setting, shift: meanOf(moved, `${cell.id}/aligned/${pair}/${setting.title}`) }];
    }),
  }));
}

interface Changed {
  readonly setting: AttackSetting | DegradationSetting;
  readonly facts: readonly { readonly row: number; readonly facts: FusionFacts | null }[];
}
