import { isAnsweredCorrectly } from '../../shared/answer';
import { corruptionLabels, type CorruptionChoice } from '../../shared/degradation';
import type { DegradationSetting } from '../degradation-setting';
import type { DegradedResult } from '../results';
import { mean, meanOf } from '../statistics/bootstrap';
import type { Estimate, Rate } from '../statistics/estimate';
import { degradedAccuracy } from './degraded';

/** One kind of corruption of one model, at its severities. */
export interface CorruptionMeasures {
  /** `Fog on image`. */
  readonly title: string;
  readonly severities: readonly { readonly setting: DegradationSetting; readonly accuracy: Rate }[];
  /** Over the severities: of each sample the share of them at which it is answered correctly. */
  readonly accuracy: Estimate;
  /** Mean of (clean − corrupted) / clean over the severities; null where nothing is answered correctly. */
  readonly relativeDrop: number | null;
}

/** All corruptions of one model. */
export interface Corruptions {
  readonly kinds: readonly CorruptionMeasures[];
  /** Means over the kinds, each of which counts alike. */
  readonly accuracy: Estimate;
  /** MMI of Qiu et al. (arXiv 2212.08044): the mean relative drop; lower is better. */
  readonly relativeDrop: number | null;
}

/** Null where no corruption was measured. @param clean accuracy with the whole input */
export function measureCorruptions(degraded: readonly DegradedResult[], clean: Rate, key: string): Corruptions | null {
  const results = degraded.filter(({ setting, records }) => setting.choice.name === 'corruption' && records.length > 0);
  if (results.length === 0) return null;
  const groups = [...new Set(results.map(({ setting }) => setting.degradationIndex))].map((index) =>
    results.filter(({ setting }) => setting.degradationIndex === index),
  );
  const kinds = groups.map((own): CorruptionMeasures => {
    const { kind, modalities } = own[0].setting.choice as CorruptionChoice;
    const severities = own
      .map(({ setting, records }) => ({ setting, accuracy: degradedAccuracy(records) }))
      .sort((a, b) => a.setting.level - b.setting.level);
    const title = `${corruptionLabels[kind]} on ${modalities.join(' + ')}`;
    return {
      title,
      severities,
      accuracy: meanOf(sharesRight([own]), `${key}/corruption/${title}`),
      relativeDrop: dropOf(
        severities.map(({ accuracy }) => accuracy),
        clean,
      ),
    };
  });
  const drops = kinds.flatMap(({ relativeDrop }) => relativeDrop ?? []);
  return {
    kinds,
    accuracy: meanOf(sharesRight(groups), `${key}/corruptions`),
    relativeDrop: drops.length === 0 ? null : mean(drops),
  };
}

/** Mean of (clean − under it) / clean (MMI); null where nothing is answered correctly. */
export function dropOf(rates: readonly Rate[], { value: clean }: Rate): number | null {
  const values = rates.flatMap(({ value }) => value ?? []);
  if (clean === null || clean === 0 || values.length === 0) return null;
  return mean(values.map((value) => (clean - value) / clean));
}

/** Per sample, the mean over the kinds of the share of severities at which it is answered correctly. */
function sharesRight(
  groups: readonly (readonly DegradedResult[])[],
): readonly { readonly value: number; readonly group: string }[] {
  const rows = new Map<number, { readonly group: string; readonly shares: number[] }>();
  for (const results of groups) {
    const right = new Map<number, number[]>();
    for (const record of results.flatMap(({ records }) => records)) {
      const { row, group } = record;
      if (!rows.has(row)) rows.set(row, { group, shares: [] });
      right.set(row, [...(right.get(row) ?? []), Number(isAnsweredCorrectly(record))]);
    }
    for (const [row, own] of right) rows.get(row)?.shares.push(mean(own));
  }
  return [...rows.values()].map(({ group, shares }) => ({ value: mean(shares), group }));
}
