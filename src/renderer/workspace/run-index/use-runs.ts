import { useMemo } from 'react';
import type { LabResult } from '../../../shared/lab-api';
import { isLive, type RunSummary } from '../../../shared/run';
import { useRequest, type Requested } from '../../lab/use-request';
import { useIndexedRuns } from './use-run-index';

/**
 * The runs of the lab: at once as the index knows them, then as the engine lists them, which counts the records of every
 * run. Read again when one was created or ended.
 */
export function useRuns(): Requested<LabResult<'runs.list'>> {
  const listed = useRequest('runs.list', {}, { refreshOn: ['runCreated', 'workEnded'] });
  const indexed = useIndexedRuns();
  const remembered = useMemo(
    () => (indexed === undefined || indexed.length === 0 ? null : { runs: indexed.map(summaryOf), unreadable: [] }),
    [indexed],
  );
  if (listed.value !== null || remembered === null) return listed;
  return { ...listed, state: listed.state === 'failed' ? 'failed' : 'done', value: remembered, refreshing: true };
}

/** Whether a run is live, only the engine can tell. */
function summaryOf({ id, name, state, planHash, createdAt, records, recordsExpected, device }: RunSummary): RunSummary {
  const shown = isLive(state) ? 'interrupted' : state;
  return { id, name, state: shown, planHash, createdAt, records, recordsExpected, device };
}
