import { countOf, decimal, percent, utcTime } from '../../../analysis/format';
import { shortId } from '../../../shared/identity';
import type { RunState, RunSummary } from '../../../shared/runs/run';
import { visibleText } from '../../../shared/text/visible-text';
import { nextCommand } from '../../leaf';
import type { Style } from '../../style';
import { table } from '../../table';
import type { Terminal } from '../../terminal';

/** @param unreadable ids of runs that cannot be read; warnings say why */
export function printRuns(
  runs: readonly RunSummary[],
  unreadable: readonly string[],
  labArgument: string,
  terminal: Terminal,
): void {
  if (runs.length === 0 && unreadable.length > 0) {
    terminal.print(
      `${countOf(unreadable.length, 'run')} in this lab folder, none of which can be read; see the warnings.`,
    );
    return;
  }
  if (runs.length === 0) {
    terminal.print(`No runs in this lab folder yet. Start with:  ${nextCommand(['demo', '--quick'], labArgument)}`);
    return;
  }
  table<RunSummary>(
    [
      { title: 'run', text: (run) => shortId(run.id), style: terminal.out.bold },
      { title: 'study', text: (run) => visibleText(run.name) },
      { title: 'state', text: (run) => run.state, style: (text, run) => stateStyle(run.state, terminal.out)(text) },
      { title: 'records', text: (run) => `${decimal(run.records)}/${decimal(run.recordsExpected)}`, align: 'right' },
      {
        title: 'done',
        text: (run) => percent(run.recordsExpected === 0 ? null : run.records / run.recordsExpected),
        align: 'right',
      },
      { title: 'created (UTC)', text: (run) => utcTime(run.createdAt) },
      { title: 'device', text: (run) => visibleText(run.device ?? '–') },
    ],
    runs,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}

function stateStyle(state: RunState, style: Style): (text: string) => string {
  switch (state) {
    case 'finished':
      return style.green;
    case 'running':
    case 'queued':
      return style.cyan;
    case 'paused':
    case 'cancelled':
    case 'interrupted':
      return style.yellow;
    case 'failed':
      return style.red;
    default:
      return state satisfies never;
  }
}
