import type { Command } from 'commander';
import type { CliEnvironment } from '../environment';
import { addStudyCheck } from './study/check';
import { addStudyCite } from './study/cite';
import { addStudyInit } from './study/init';
import { addStudyResume } from './study/resume';
import { addStudyRun } from './study/run';
import { addStudyStatus } from './study/status';

export function addStudyCommands(program: Command, environment: CliEnvironment): void {
  const group = program
    .command('study')
    .summary('studies: write a plan, check it, run it, resume it, cite it')
    .description(
      'A study is a plan in a JSON file: a data set and a selection of its samples, models, attacks, seeds. Running it makes a run in the lab folder. A run can be stopped at any moment and resumed; the result is the same.',
    );
  addStudyInit(group, environment);
  addStudyCheck(group, environment);
  addStudyRun(group, environment);
  addStudyResume(group, environment);
  addStudyStatus(group, environment);
  addStudyCite(group, environment);
}
