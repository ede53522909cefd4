import { useMemo } from 'react';
import type { LabResult } from '../../../shared/lab-channel/lab-api';
import { isLive, type RunSummary } from '../../../shared/runs/run';
import { useRequest, type Requested } from '../../lab/use-request';
import { useIndexedRuns } from './use-run-index';

export interface ShownRuns extends Requested<LabResult<'runs.list'>> {
  /** The engine has listed them. Before, none of those shown is live, as only the engine knows, and some may be missing. */
  readonly isListed: boolean;
}

/**
 * The runs of the lab: at once as the index knows them, then as the engine lists them, which counts the records of every
 * run. Read again when one was created or ended.
 */
export function useRuns(): ShownRuns {
  const listed = useRequest('runs.list', {}, { refreshOn: ['runCreated', 'workEnded'] });
  const indexed = useIndexedRuns();
  const remembered = useMemo(
    () => (indexed === undefined || indexed.length === 0 ? null : { runs: indexed.map(summaryOf), unreadable: [] }),
    [indexed],
  );
  const isListed = listed.value !== null;
  if (isListed || remembered === null) return { ...listed, isListed };
  const state = listed.state === 'failed' ? 'failed' : 'done';
  return { ...listed, isListed, state, value: remembered, refreshing: true };
}

/** An index that was filled before runs told their systems and their reference knows none. */
type Remembered = Omit<RunSummary, 'systems' | 'reference'> & Partial<Pick<RunSummary, 'systems' | 'reference'>>;

/** Whether a run is live, only the engine can tell. */
function summaryOf({
  id,
  name,
  state,
  planHash,
  createdAt,
  records,
  recordsExpected,
  device,
  systems = [],
  reference = null,
}: Remembered): RunSummary {
  const shown = isLive(state) ? 'interrupted' : state;
  return { id, name, state: shown, planHash, createdAt, records, recordsExpected, device, systems, reference };
}
