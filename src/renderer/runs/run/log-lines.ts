import { utcTime } from '../../../analysis/format';
import type { RunEvent } from '../../../shared/runs/run';
import type { RunLogLevel, RunLogLine } from '../../../shared/runs/run-log';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';

const words = texts.run.log;

/** Which lines are shown: at least of what weight. */
export const logFilters = ['all', 'warnings', 'errors'] as const;
export type LogFilter = (typeof logFilters)[number];

/** What happened to a run and what its engine logged, oldest first. */
export function logLines(events: readonly RunEvent[], lines: readonly RunLogLine[]): readonly RunLogLine[] {
  return [...events.map(lineOf), ...lines].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function lineOf({ at, event, device, hardware, note }: RunEvent): RunLogLine {
  const computer = device === null ? null : hardware === null ? device : `${device}, ${hardware}`;
  const what = [words.events[event], ...(computer === null ? [] : [words.on(computer)])].join(' ');
  return { at, level: levelOf(event, note), text: note === null ? `${what}.` : `${what}. ${note}` };
}

/** A beginning has a note only where something is not as it was, or as it was wished. */
function levelOf(event: RunEvent['event'], note: string | null): RunLogLevel {
  switch (event) {
    case 'failed':
      return 'error';
    case 'started':
    case 'resumed':
      return note === null ? 'info' : 'warning';
    case 'created':
    case 'paused':
    case 'finished':
    case 'cancelled':
    case 'imported':
      return 'info';
    default:
      return event satisfies never;
  }
}

export function passes(filter: LogFilter, level: RunLogLevel): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'warnings':
      return level !== 'info';
    case 'errors':
      return level === 'error';
    default:
      return filter satisfies never;
  }
}

/** Lines as they are copied: one each, with time and level. */
export function asText(lines: readonly RunLogLine[]): string {
  return lines.map(({ at, level, text }) => `${utcTime(at)} UTC ${words.levels[level]} ${shownText(text)}`).join('\n');
}
