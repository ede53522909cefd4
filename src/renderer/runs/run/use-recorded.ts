import type { LabResult } from '../../../shared/lab-channel/lab-api';
import { withMore, type Recorded } from './recorded';
import { useGrown, type Grown } from './use-grown';

const records: Grown<Recorded, LabResult<'runs.recorded'>> = {
  nothing: new Map(),
  ask: (lab, run, cursor, signal) => lab.request('runs.recorded', { run, cursor }, { signal }),
  with: (recorded, { cells }) => withMore(recorded, cells),
  failed: null,
};

/**
 * What a run has recorded of each cell.
 *
 * @param computing does it grow?
 * @returns null before the first answer
 */
export function useRecorded(run: string, computing: boolean): Recorded | null {
  return useGrown(records, run, computing);
}
