import { useEffect, useState } from 'react';
import { isCancelled } from '../../../shared/errors';
import { useLab } from '../../lab/connection';
import { withMore, type Recorded } from './recorded';

/** Milliseconds between two askings while the run computes. */
const pause = 1000;

/**
 * What a run has recorded of each cell. While the run computes only what came since is asked for.
 *
 * @param computing does it grow?
 * @returns null before the first answer
 */
export function useRecorded(run: string, computing: boolean): Recorded | null {
  const lab = useLab();
  const [known, setKnown] = useState<{ readonly run: string; readonly recorded: Recorded } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let cursor = 0;
    let recorded: Recorded = new Map();
    const ask = async (): Promise<void> => {
      try {
        const answer = await lab.request('runs.recorded', { run, cursor }, { signal: controller.signal });
        cursor = answer.cursor;
        recorded = withMore(recorded, answer.cells);
        setKnown({ run, recorded });
      } catch (error) {
        if (isCancelled(error) || controller.signal.aborted) return;
        // A repair makes the file shorter: counted anew from its start.
        cursor = 0;
        recorded = new Map();
      }
      if (computing && !controller.signal.aborted) timer = setTimeout(() => void ask(), pause);
    };
    void ask();
    return () => {
      controller.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [lab, run, computing]);
  return known?.run === run ? known.recorded : null;
}
