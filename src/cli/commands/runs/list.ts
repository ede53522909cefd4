import type { Command } from 'commander';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { listRuns } from '../../../shared/lookup/runs';
import { printRuns } from './run-table';

export function addRunsList(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'list',
      summary: 'list the runs, newest first',
      description: 'Lists the runs of the lab folder with their state and how far they are.',
      examples: [
        ['muroan runs list', 'every run; its id may be shortened in other commands, and "last" is the newest'],
      ],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal, labArgument }) => {
      const { runs, unreadable } = await withEngine(listRuns);
      show(runs, () => {
        printRuns(runs, unreadable, labArgument, terminal);
      });
      return undefined;
    },
  );
}
