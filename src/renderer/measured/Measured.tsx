import type { ReactNode } from 'react';
import type { AnalysedRun } from '../../analysis/analysed-run';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { Stopped } from '../ui/Stopped';
import type { Computer } from '../computing/computer';
import { useMeasuredRuns } from './use-measured-runs';

const words = texts.results.reading;

export interface MeasuredProps {
  readonly ids: readonly string[];
  /** @param computer holds these runs */
  readonly children: (runs: readonly AnalysedRun[], computer: Computer) => ReactNode;
}

/** What is shown of runs once they are read and analysed; before that how far it is, with a way out. */
export function Measured({ ids, children }: MeasuredProps): ReactNode {
  const { runs, computer, state, progress, error, cancel, again } = useMeasuredRuns(ids);
  const complete = progress !== null && progress.done >= progress.total;
  return (
    <>
      {error === null ? null : <ErrorNotice error={error} onRetry={again} />}
      {state === 'reading' ? (
        <Pending
          words={complete ? words.analysing : words.records}
          progress={complete ? null : progress}
          onCancel={cancel}
        />
      ) : null}
      {state === 'cancelled' ? <Stopped words={words.stopped} onAgain={again} /> : null}
      {runs === null ? null : children(runs, computer)}
    </>
  );
}
