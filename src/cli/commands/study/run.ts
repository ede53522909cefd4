import path from 'node:path';
import type { Command } from 'commander';
import { parsePlan } from '../../../shared/plan-file';
import { planDoubts } from '../../../shared/planning/plan-doubts';
import { visibleText } from '../../../shared/visible-text';
import type { CliEnvironment } from '../../environment';
import { readJsonFile } from '../../../host/files/json-file';
import { leaf } from '../../leaf';
import { ensureDataset } from '../../../shared/lookup/datasets';
import { computeRun, printComputedRun, requirementsExitCode } from '../../study-run';

export function addStudyRun(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'run <file>',
      summary: 'compute a plan',
      description:
        'Makes a run of a plan and computes it to its end: trains what is missing, attacks every selected sample, prints the summary. Ctrl+C stops within a second and loses nothing; muroan study resume goes on. Ends with 7 when a requirement of the plan is not met.',
      examples: [
        ['muroan study run study.json', 'with a progress bar'],
        [
          'muroan study run study.json --json > result.json 2> log.txt',
          'for a script: numbers as JSON, progress as lines',
        ],
      ],
      uses: 'device',
    },
    async ({ withEngine, show, terminal, labArgument, environment: { workingDirectory } }, [file]) => {
      const plan = parsePlan(readJsonFile(path.resolve(workingDirectory, file)), 'plan');
      const computed = await withEngine(async (session) => {
        const manifest = await ensureDataset(session, plan.data.dataset, 'plan.data.dataset');
        planDoubts(plan, manifest.modalities).forEach((doubt) => {
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
