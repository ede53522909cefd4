import path from 'node:path';
import type { Command } from 'commander';
import { LabError } from '../../../shared/errors';
import type { StudyPlan } from '../../../shared/plan/plan';
import { parsePlan } from '../../../shared/plan/plan-file';
import { studyDoubts } from '../../../analysis/study-doubts';
import { referencePlan } from '../../../shared/planning/reference-plan';
import { problemLine } from '../../../shared/problem';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { readJsonFile } from '../../../host/files/json-file';
import { leaf } from '../../leaf';
import { ensureDataset } from '../../../shared/lookup/datasets';
import { computeRun, printComputedRun, requirementsExitCode } from '../../study-run';

export function addStudyRun(group: Command, environment: CliEnvironment): void {
  leaf<{ readonly reference?: boolean }>(
    group,
    environment,
    {
      name: 'run [file]',
      summary: 'compute a plan',
      description:
        'Makes a run of a plan and computes it to its end: trains what is missing, attacks every selected sample, prints the summary. Ctrl+C stops within a second and loses nothing; muroan study resume goes on. Ends with 7 when a requirement of the plan is not met.',
      examples: [
        ['muroan study run study.json', 'with a progress bar'],
        ['muroan study run --reference', 'does this lab still measure what it measured before?'],
        [
          'muroan study run study.json --json > result.json 2> log.txt',
          'for a script: numbers as JSON, progress as lines',
        ],
      ],
      uses: 'device',
      configure: (command) => {
        command.option(
          '--reference',
          'the reference study, which ships with the lab and never changes: its runs show over time in the window’s Trend',
        );
      },
    },
    async ({ withEngine, show, terminal, labArgument, options, environment: { workingDirectory } }, [file]) => {
      const plan = planToRun(file, options.reference === true, workingDirectory);
      const computed = await withEngine(async (session) => {
        const manifest = await ensureDataset(session, plan.data.dataset, 'plan.data.dataset');
        studyDoubts(plan, manifest)
          .map(problemLine)
          .forEach((doubt) => {
            session.note(terminal.err.yellow(`warning: ${visibleText(doubt)}`));
          });
        return computeRun(session, labArgument, null, () => session.request('studies.run', { plan }));
      });
      show({ run: computed.summary, analysis: computed.analysis }, () => {
        printComputedRun(computed, labArgument, terminal);
      });
      return requirementsExitCode([computed.analysis]);
    },
  );
}

/** @throws LabError `invalid` unless there is either a file or the wish for the reference study */
function planToRun(file: string | undefined, isReference: boolean, workingDirectory: string): StudyPlan {
  if (isReference && file === undefined) return referencePlan;
  if (isReference || file === undefined) {
    throw new LabError('invalid', isReference ? 'goes without a plan file.' : 'There is no plan to run.', {
      where: isReference ? '--reference' : 'file',
      remedy: isReference
        ? 'Leave the file out to run the reference study, or --reference to run the file.'
        : 'Name a plan file (muroan study init writes one), or give --reference.',
    });
  }
  return parsePlan(readJsonFile(path.resolve(workingDirectory, file)), 'plan');
}
