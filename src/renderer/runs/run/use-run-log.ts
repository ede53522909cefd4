import type { LabResult } from '../../../shared/lab-channel/lab-api';
import { mostLogLines, type RunLogLine } from '../../../shared/runs/run-log';
import { useGrown, type Grown } from './use-grown';

/** What the engine logged of a run, oldest first. */
export interface RunLogState {
  readonly lines: readonly RunLogLine[];
  /** Older lines that are not held. */
  readonly omitted: number;
  /** It could not be read, or not to its end. */
  readonly failed: boolean;
}

const nothing: RunLogState = { lines: [], omitted: 0, failed: false };

const log: Grown<RunLogState, LabResult<'runs.log'>> = {
  nothing,
  ask: (lab, run, cursor, signal) => lab.request('runs.log', { run, cursor }, { signal }),
  with: (known, { lines, omitted }) => (lines.length === 0 && !known.failed ? known : withLines(known, lines, omitted)),
  failed: { ...nothing, failed: true },
};

/** The log of a run: the last `mostLogLines` lines. @param computing does it grow? */
export function useRunLog(run: string, computing: boolean): RunLogState {
  return useGrown(log, run, computing) ?? nothing;
}

/** With the lines that came since; the oldest are dropped where they become too many. */
export function withLines(log: RunLogState, came: readonly RunLogLine[], omitted: number): RunLogState {
  const all = [...log.lines, ...came];
  const over = Math.max(0, all.length - mostLogLines);
  return { lines: over === 0 ? all : all.slice(over), omitted: log.omitted + omitted + over, failed: false };
}
