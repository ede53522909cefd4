import type { Command } from 'commander';
import { decimal, utcTime } from '../../../analysis/format';
import { analysed, runResult } from '../../../analysis/analysed-run';
import type { AnalysisInput } from '../../../analysis/input';
import { summaryText } from '../../../analysis/summary';
import { shortId } from '../../../shared/identity';
import type { RunEvent, RunSummary } from '../../../shared/runs/run';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { findRun } from '../../../shared/lookup/runs';
import { readRun } from '../../../analysis/read-run';
import { facts, table } from '../../table';
import type { Terminal } from '../../terminal';

export function addRunsShow(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'show <run>',
      summary: 'what a run computed and what it found',
      description: 'Prints where a run comes from, what happened to it, and the summary of its numbers.',
      examples: [
        ['muroan runs show last', 'the newest run'],
        ['muroan runs show 0199a2b3 --json', 'every figure with its interval, for a script'],
      ],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal }, [name]) => {
      const { summary, run } = await withEngine(async (session) => {
        const found = await findRun(session, name);
        return { summary: found, run: analysed(await readRun(session, found.id)) };
      });
      show({ run: summary, ...runResult(run) }, () => {
        printProvenance(summary, run.input, terminal);
        terminal.print();
        summaryText(run.analysis).forEach(terminal.print);
      });
      return undefined;
    },
  );
}

function printProvenance(summary: RunSummary, input: AnalysisInput, terminal: Terminal): void {
  terminal.print(terminal.out.bold(visibleText(summary.name)));
  facts([
    ['run', summary.id],
    ['state', summary.state],
    ['records', `${decimal(summary.records)} of ${decimal(summary.recordsExpected)}`],
    ['data set', `${input.dataset.name} (${shortId(input.dataset.hash)})`],
    ['device', visibleText(summary.device ?? 'none yet')],
    ['version', input.run.appVersion],
    ['plan hash', shortId(summary.planHash)],
  ]).forEach(terminal.print);
  terminal.print();
  table<RunEvent>(
    [
      { title: 'time (UTC)', text: ({ at }) => utcTime(at) },
      { title: 'event', text: ({ event }) => event },
      { title: 'note', text: ({ note }) => visibleText(note ?? '') },
    ],
    input.events,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}
