import type { RequirementsOutcome } from '../../analysis/requirements/outcome';
import type { RunSummary } from '../../shared/runs/run';
import { isTooLarge, isUnread } from '../workspace/run-index/index-runs';
import type { IndexedRun } from '../workspace/run-index/rows';

/** What the requirements of a run came to, or why that is not known. */
export type ShownOutcome = RequirementsOutcome | 'unfinished' | 'unread' | 'too-large';

/** @param indexed the run as the index knows it; undefined where it does not */
export function shownOutcome(run: RunSummary, indexed: IndexedRun | undefined): ShownOutcome {
  if (run.state !== 'finished') return 'unfinished';
  if (isTooLarge(run)) return 'too-large';
  return indexed === undefined || isUnread(indexed) ? 'unread' : (indexed.outcome ?? 'unread');
}
