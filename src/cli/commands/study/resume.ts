import type { Command } from 'commander';
import { LabError } from '../../../shared/errors';
import { shortId } from '../../../shared/identity';
import { isResumable, type RunSummary } from '../../../shared/runs/run';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { findRun, listRuns } from '../../../shared/lookup/runs';
import type { EngineSession } from '../../session';
import { computeRun, printComputedRun, requirementsExitCode } from '../../study-run';

interface ResumeOptions {
  readonly force?: boolean;
  readonly repair?: boolean;
}

export function addStudyResume(group: Command, environment: CliEnvironment): void {
  leaf<ResumeOptions>(
    group,
    environment,
    {
      name: 'resume [run]',
      summary: 'go on with a run that was stopped',
      description:
        'Computes what is missing of a run that was cancelled, failed or interrupted, and nothing else. The result equals that of a run that was never stopped. Without a name: the newest run that is not finished.',
      examples: [
        ['muroan study resume', 'the newest unfinished run'],
        ['muroan study resume 0199a2b3 --repair', 'drop damaged records and compute them again'],
      ],
      uses: 'device',
      configure: (command) => {
        command
          .option('--force', 'go on although the first part was computed on another device; recorded in the run')
          .option('--repair', 'drop damaged records and compute them again');
      },
    },
    async ({ withEngine, show, terminal, labArgument, options }, [name]: readonly (string | undefined)[]) => {
      const computed = await withEngine(async (session) => {
        const run = name === undefined ? await newestUnfinished(session) : await findRun(session, name);
        session.note(
          `Resuming run ${shortId(run.id)} (${String(run.records)} of ${String(run.recordsExpected)} records).`,
        );
        return computeRun(session, labArgument, run.id, () =>
          session.request('studies.resume', {
            run: run.id,
            force: options.force === true,
            repair: options.repair === true,
          }),
        );
      });
      show({ run: computed.summary, analysis: computed.analysis }, () => {
        printComputedRun(computed, labArgument, terminal);
      });
      return requirementsExitCode([computed.analysis]);
    },
  );
}

async function newestUnfinished(session: EngineSession): Promise<RunSummary> {
  const { runs } = await listRuns(session);
  const found = runs.find(({ state }) => isResumable(state));
  if (found === undefined) {
    throw new LabError('not-found', 'No run in this lab folder is unfinished.', {
      where: 'run',
      remedy: 'See muroan runs list.',
    });
  }
  return found;
}
