import { useEffect, useState } from 'react';
import { isCancelled } from '../../../shared/errors';
import { mostLogLines, type RunLogLine } from '../../../shared/run-log';
import { useLab } from '../../lab/connection';

/** Milliseconds between two askings while the run computes. */
const pause = 1000;

/** What the engine logged of a run, oldest first. */
export interface RunLogState {
  readonly lines: readonly RunLogLine[];
  /** Older lines that are not held. */
  readonly omitted: number;
  /** It could not be read, or not to its end. */
  readonly failed: boolean;
}

const nothing: RunLogState = { lines: [], omitted: 0, failed: false };

/**
 * The log of a run: the last `mostLogLines` lines. While the run computes only what came since is asked for.
 *
 * @param computing does it grow?
 */
export function useRunLog(run: string, computing: boolean): RunLogState {
  const lab = useLab();
  const [known, setKnown] = useState<{ readonly run: string; readonly log: RunLogState } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let cursor = 0;
    let log = nothing;
    const ask = async (): Promise<void> => {
      try {
        const answer = await lab.request('runs.log', { run, cursor }, { signal: controller.signal });
        const isNew = cursor === 0 || answer.lines.length > 0 || log.failed;
        cursor = answer.cursor;
        log = withLines(log, answer.lines, answer.omitted);
        if (isNew) setKnown({ run, log });
      } catch (error) {
        if (isCancelled(error) || controller.signal.aborted) return;
        // A file that was put aside is read from its start.
        cursor = 0;
        log = { ...nothing, failed: true };
        setKnown({ run, log });
      }
      if (computing && !controller.signal.aborted) timer = setTimeout(() => void ask(), pause);
    };
    void ask();
    return () => {
      controller.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [lab, run, computing]);
  return known?.run === run ? known.log : nothing;
}

/** With the lines that came since; the oldest are dropped where they become too many. */
export function withLines(log: RunLogState, came: readonly RunLogLine[], omitted: number): RunLogState {
  const all = [...log.lines, ...came];
  const over = Math.max(0, all.length - mostLogLines);
  return { lines: over === 0 ? all : all.slice(over), omitted: log.omitted + omitted + over, failed: false };
}
