import { isAnsweredCorrectly } from '../../shared/records/answer';
import { degradationTitle } from '../../shared/degradations/degradation';
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
  const kindOf = ({ setting }: DegradedResult): string => `${String(setting.degradationIndex)}/${setting.kind ?? ''}`;
  const groups = [...new Set(results.map(kindOf))].map((kind) => results.filter((own) => kindOf(own) === kind));
  const kinds = groups.map((own): CorruptionMeasures => {
    const { choice, kind } = own[0].setting;
    const severities = own
      .map(({ setting, records }) => ({ setting, accuracy: degradedAccuracy(records) }))
      .sort((a, b) => a.setting.level - b.setting.level);
    const title = degradationTitle(choice, { kind, level: null });
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

/**
 * mCE of Hendrycks and Dietterich (arXiv 1903.12261): of each kind the errors over its severities, as a share of those of a
 * reference; then the mean over the kinds. 1: as many errors as the reference; lower is better. Null where the reference
 * makes none under some kind, or has not seen what the model has.
 */
export function meanCorruptionError(own: Corruptions, reference: Corruptions): number | null {
  const ratios = own.kinds.map((kind) => {
    const other = reference.kinds.find(({ title }) => title === kind.title);
    if (other === undefined) return null;
    const [errors, theirs] = [errorsOf(kind), errorsOf(other)];
    return errors.levels === theirs.levels && theirs.sum > 0 ? errors.sum / theirs.sum : null;
  });
  const known = ratios.flatMap((ratio) => ratio ?? []);
  return known.length === 0 || known.length < ratios.length ? null : mean(known);
}

function errorsOf({ severities }: CorruptionMeasures): { readonly levels: string; readonly sum: number } {
  return {
    levels: severities.map(({ setting }) => setting.level).join(' '),
    sum: severities.reduce((sum, { accuracy }) => sum + 1 - (accuracy.value ?? 1), 0),
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
