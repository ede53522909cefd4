import { rateOfClusters, type Cluster, type Rate } from '../../../analysis/statistics/estimate';
import type { LabResult } from '../../../shared/lab-channel/lab-api';

/** What a run has recorded so far: by cell id, its samples counted by their group. */
export type Recorded = ReadonlyMap<string, ReadonlyMap<string, Cluster>>;

/** With the records that came since; what did not change stays the same object. */
export function withMore(recorded: Recorded, came: LabResult<'runs.recorded'>['cells']): Recorded {
  const all = new Map(recorded);
  for (const [cell, groups] of Object.entries(came)) {
    const own = new Map(all.get(cell));
    for (const { group, count, correct } of groups) {
      const before = own.get(group) ?? { hits: 0, count: 0 };
      own.set(group, { hits: before.hits + correct, count: before.count + count });
    }
    all.set(cell, own);
  }
  return all;
}

/** Share of the samples recorded so far of a cell that are answered correctly. */
export function accuracySoFar(recorded: Recorded, cell: string): Rate {
  return rateOfClusters([...(recorded.get(cell)?.values() ?? [])]);
}

/** Records of all cells. */
export function total(recorded: Recorded): number {
  let sum = 0;
  for (const groups of recorded.values()) for (const { count } of groups.values()) sum += count;
  return sum;
}
