import type { Command } from 'commander';
import type { CliEnvironment } from '../environment';
import { addRunsCompare } from './runs/compare';
import { addRunsExport } from './runs/export';
import { addRunsList } from './runs/list';
import { addRunsSamples } from './runs/samples';
import { addRunsShow } from './runs/show';

export function addRunsCommands(program: Command, environment: CliEnvironment): void {
  const group = program
    .command('runs')
    .summary('runs: list, look at, compare, write their records and attacked samples')
    .description('Runs of the lab folder: what was computed, where, and what came out.');
  addRunsList(group, environment);
  addRunsShow(group, environment);
  addRunsCompare(group, environment);
  addRunsExport(group, environment);
  addRunsSamples(group, environment);
}
