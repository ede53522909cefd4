import type { Command } from 'commander';
import type { CliEnvironment } from '../../environment';
import { leaf, nextCommand } from '../../leaf';
import { findRun, listRuns } from '../../../shared/lookup/runs';
import { shortId } from '../../../shared/identity';
import type { RunSummary } from '../../../shared/runs/run';
import { printRuns } from '../runs/run-table';

export function addStudyStatus(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'status [run]',
      summary: 'how far runs are, and how to go on',
      description:
        'Says how far a run is and what to do next. Without a name: the runs that are not finished, or the newest one when all are. Works beside a running study.',
      examples: [
        ['muroan study status', 'what is running or was stopped'],
        ['muroan study status last --json', 'the newest run, for a script'],
      ],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal, labArgument }, [name]: readonly (string | undefined)[]) => {
      const { runs, unreadable } = await withEngine(async (session) => {
        if (name !== undefined) return { runs: [await findRun(session, name)], unreadable: [] };
        const { runs: all, unreadable } = await listRuns(session);
        const unfinished = all.filter(({ state }) => state !== 'finished');
        return { runs: unfinished.length > 0 ? unfinished : all.slice(0, 1), unreadable };
      });
      show(runs, () => {
        printRuns(runs, unreadable, labArgument, terminal);
        runs.forEach((run) => {
          terminal.print(nextStep(run, labArgument));
        });
      });
      return undefined;
    },
  );
}

function nextStep(run: RunSummary, labArgument: string): string {
  const id = shortId(run.id);
  switch (run.state) {
    case 'interrupted':
    case 'cancelled':
    case 'failed':
      return `${id}: go on with  ${nextCommand(['study', 'resume', id], labArgument)}`;
    case 'running':
      return `${id}: another process computes it; look again later`;
    case 'queued':
      return `${id}: another process computes it when its turn comes; look again later`;
    case 'paused':
      return `${id}: another process has paused it; continue it there`;
    case 'finished':
      return `${id}: finished; see  ${nextCommand(['runs', 'show', id], labArgument)}`;
    default:
      return run.state satisfies never;
  }
}
