import type { Command } from 'commander';
import type { CliEnvironment } from '../environment';
import { addDataImport } from './data/import';
import { addDataInspect } from './data/inspect';
import { addDataList } from './data/list';
import { addDataPrepare } from './data/prepare';
import { addDataShow } from './data/show';

export function addDataCommands(program: Command, environment: CliEnvironment): void {
  const group = program
    .command('data')
    .summary('data sets: list, look at, import')
    .description('Data sets of the lab folder: what is there, what it looks like, and how to bring your own.');
  addDataList(group, environment);
  addDataShow(group, environment);
  addDataPrepare(group, environment);
  addDataInspect(group, environment);
  addDataImport(group, environment);
}
