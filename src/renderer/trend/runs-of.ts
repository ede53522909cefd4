import { groupedBy } from '../../shared/grouped-by';
import { planHash } from '../../shared/plan/plan-hash';
import { referencePlans } from '../../shared/planning/reference-plan';
import type { IndexedRun } from '../workspace/run-index/rows';
import type { TrendRun } from './series';

const referenceHashes: ReadonlySet<string> = new Set(referencePlans.map(planHash));

/** Whose runs are shown: `reference`, `all`, `chosen`, or the hash of a plan. */
export type Source = string;

export function isReference({ planHash: hash }: Pick<IndexedRun, 'planHash'>): boolean {
  return referenceHashes.has(hash);
}

/**
 * The runs of the source that have points.
 *
 * @param chosen ids, for the source `chosen`
 * @param isMember of the project shown; a run that was chosen by hand is shown whatever project it is of
 */
export function runsOf(
  source: Source,
  chosen: readonly string[],
  runs: readonly IndexedRun[],
  isMember: (run: string) => boolean,
): readonly TrendRun[] {
  const isWanted = (run: IndexedRun): boolean => {
    switch (source) {
      case 'reference':
        return isMember(run.id) && isReference(run);
      case 'all':
        return isMember(run.id);
      case 'chosen':
        return chosen.includes(run.id);
      default:
        return isMember(run.id) && run.planHash === source;
    }
  };
  return runs.filter((run): run is TrendRun => run.measured !== null && isWanted(run));
}

/** Studies with finished runs, but for the reference study: by plan, newest first. */
export function studiesOf(
  runs: readonly IndexedRun[],
): readonly { readonly hash: string; readonly name: string; readonly count: number }[] {
  const byPlan = groupedBy(
    runs.filter((run) => run.state === 'finished' && !isReference(run)),
    ({ planHash: hash }) => hash,
  );
  return [...byPlan]
    .map(([hash, own]) => ({ hash, name: own[0].name, count: own.length, newest: own[own.length - 1].createdAt }))
    .sort((a, b) => b.newest.localeCompare(a.newest));
}
