import { factsOf } from '../../shared/attacks/attack';
import { modalitySet } from '../../shared/data/modality-set';
import type { RemovalRecord } from '../../shared/records/record';
import type { RemovalSetting } from '../attack-setting';
import type { ModelResults, RemovalResult } from '../results';
import { meanOf } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';
import { meanShareCost, modalityCost, removalCost } from './removed';

/** What one search removes less what the other does, paired by sample: below 0 it removes less. */
export interface RemovedDifference {
  /** Over the samples that both break. */
  readonly both: Estimate;
  /** Over all samples attacked, a failure as 1. */
  readonly all: Estimate;
}

/** A search of the lab's own beside the published attack whose queries it is held to, on one model. */
export interface OwnSearch {
  readonly setting: RemovalSetting;
  readonly rival: RemovalSetting;
  /** Samples that both attacked, and how many each of them broke. */
  readonly n: number;
  readonly broken: { readonly own: number; readonly rival: number; readonly both: number };
  /** Removed share as a mean over the modalities searched; of each; and of all elements together. */
  readonly mean: RemovedDifference;
  readonly byModality: Readonly<Record<string, RemovedDifference>>;
  readonly pooled: RemovedDifference;
  /** Asked per sample, over the same samples. */
  readonly queries: { readonly own: Estimate; readonly rival: Estimate };
}

interface Pair {
  readonly own: RemovalRecord;
  readonly rival: RemovalRecord;
}

export function measureOwnSearches({ cell, attacks }: ModelResults): readonly OwnSearch[] {
  const removals = attacks.filter((result) => result.kind === 'removal');
  return removals.flatMap((result) => {
    const heldTo = factsOf(result.setting.choice).heldTo(result.setting.choice);
    if (heldTo === null) return [];
    const rival = removals.find(
      ({ setting }) =>
        setting.family === heldTo.family && modalitySet(setting.modalities) === modalitySet(heldTo.modalities),
    );
    return rival === undefined ? [] : besideRival(`${cell.id}/${result.setting.key}/own`, result, rival);
  });
}

function besideRival(key: string, own: RemovalResult, rival: RemovalResult): readonly OwnSearch[] {
  const rivals = new Map(rival.records.map((record) => [record.row, record]));
  const pairs = own.records.flatMap((record): readonly Pair[] => {
    const other = rivals.get(record.row);
    return other?.attacked === true && record.attacked ? [{ own: record, rival: other }] : [];
  });
  if (pairs.length === 0) return [];
  const both = pairs.filter((pair) => pair.own.found !== null && pair.rival.found !== null);
  const over = (of: readonly Pair[], name: string, value: (pair: Pair) => number): Estimate =>
    meanOf(
      of.map((pair) => ({ value: value(pair), group: pair.own.group })),
      `${key}/${name}`,
    );
  const difference = (name: string, cost: (record: RemovalRecord) => number): RemovedDifference => {
    const less = (pair: Pair): number => cost(pair.own) - cost(pair.rival);
    return { both: over(both, `${name}/both`, less), all: over(pairs, `${name}/all`, less) };
  };
  const { modalities } = own.setting;
  const asked = ({ queries }: RemovalRecord): number => queries.search + queries.combination;
  return [
    {
      setting: own.setting,
      rival: rival.setting,
      n: pairs.length,
      broken: {
        own: pairs.filter((pair) => pair.own.found !== null).length,
        rival: pairs.filter((pair) => pair.rival.found !== null).length,
        both: both.length,
      },
      mean: difference('mean', (record) => meanShareCost(record, modalities)),
      byModality: Object.fromEntries(
        modalities.map((id) => [id, difference(`of/${id}`, (record) => modalityCost(record, id))]),
      ),
      pooled: difference('pooled', removalCost),
      queries: {
        own: over(pairs, 'queries', (pair) => asked(pair.own)),
        rival: over(pairs, 'queries of the rival', (pair) => asked(pair.rival)),
      },
    },
  ];
}
