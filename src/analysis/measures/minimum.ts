import { factsOf } from '../../shared/attacks/attack';
import type { RemovalRecord } from '../../shared/records/record';
import type { RemovalSetting } from '../attack-setting';
import type { ModelResults, RemovalResult } from '../results';
import { meanOf } from '../statistics/bootstrap';
import { rateOf, type Estimate, type Rate } from '../statistics/estimate';
import { meanShareCost, removalCost } from './removed';

/** A search beside the least that there is to remove, of the same parts. */
export interface BesideMinimum {
  readonly setting: RemovalSetting;
  /** The attack that tried all combinations. */
  readonly minimum: RemovalSetting;
  /** The least was found, of the samples that can be broken at all. */
  readonly reached: Rate;
  /** Removed by the search over the least, 1 at best, over the samples that it breaks. */
  readonly ratio: Estimate;
  /** Samples that can be broken and that the search does not break. */
  readonly missed: number;
}

/** What sums of shares in another order may differ by. */
const rounding = 1e-9;

export function measureMinimum({ cell, attacks }: ModelResults): readonly BesideMinimum[] {
  const removals = attacks.filter((result) => result.kind === 'removal');
  return removals
    .filter(({ setting }) => factsOf(setting.choice).triesAll)
    .flatMap((minimum) =>
      removals
        .filter(({ setting }) => !factsOf(setting.choice).triesAll && partsOf(setting) === partsOf(minimum.setting))
        .flatMap((search) => beside(`${cell.id}/${search.setting.key}/${minimum.setting.key}`, search, minimum)),
    );
}

function partsOf({ choice }: RemovalSetting): string | null {
  return factsOf(choice).fixedParts(choice);
}

function beside(key: string, search: RemovalResult, minimum: RemovalResult): readonly BesideMinimum[] {
  const { choice, modalities } = minimum.setting;
  const isPooled = 'objective' in choice && choice.objective === 'pooled-share';
  const cost = (record: RemovalRecord): number => (isPooled ? removalCost(record) : meanShareCost(record, modalities));
  const found = new Map(search.records.filter(({ attacked }) => attacked).map((record) => [record.row, record]));
  const pairs = minimum.records.flatMap((least) => {
    const record = found.get(least.row);
    return record === undefined || least.found === null
      ? []
      : [{ broken: record.found !== null, ratio: cost(record) / cost(least), group: least.group }];
  });
  if (pairs.length === 0) return [];
  return [
    {
      setting: search.setting,
      minimum: minimum.setting,
      reached: rateOf(pairs.map(({ broken, ratio, group }) => ({ hit: broken && ratio <= 1 + rounding, group }))),
      ratio: meanOf(
        pairs.flatMap(({ broken, ratio, group }) => (broken ? [{ value: ratio, group }] : [])),
        `${key}/ratio`,
      ),
      missed: pairs.filter(({ broken }) => !broken).length,
    },
  ];
}
