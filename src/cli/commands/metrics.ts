import type { Command } from 'commander';
import type { CliEnvironment } from '../environment';
import { addMetricsMultibench } from './metrics/multibench';

export function addMetricsCommands(program: Command, environment: CliEnvironment): void {
  const group = program
    .command('metrics')
    .summary('measures of results from elsewhere')
    .description('Measures computed from results that are stored in a file, whoever computed them.');
  addMetricsMultibench(group, environment);
}
