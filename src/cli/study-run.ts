import type { StudyAnalysis } from '../analysis/study-analysis';
import { analysed, type AnalysedRun } from '../analysis/analysed-run';
import { summaryText } from '../analysis/summary';
import { isCancelled, LabError } from '../shared/errors';
import { shortId } from '../shared/identity';
import type { RunSummary } from '../shared/runs/run';
import { ExitCode } from './exit-codes';
import { readRun } from '../analysis/read-run';
import { nextCommand } from './leaf';
import type { EngineSession } from './session';
import type { Terminal } from './terminal';

/** A run that was computed to its end, and what its numbers say. */
export interface ComputedRun extends AnalysedRun {
  readonly summary: RunSummary;
}

/**
 * Computes a run by `work`. When it does not come to its end, says how to go on before the error goes its way.
 *
 * @param knownRun the run that is resumed; null for a new one, whose id the engine tells once it exists
 */
export async function computeRun(
  session: EngineSession,
  labArgument: string,
  knownRun: string | null,
  work: () => Promise<RunSummary>,
): Promise<ComputedRun> {
  let summary: RunSummary;
  try {
    summary = await work();
  } catch (error) {
    const run = session.run() ?? knownRun;
    if (run === null) throw error;
    const goOn = nextCommand(['study', 'resume', shortId(run)], labArgument);
    if (isCancelled(error)) {
      throw new LabError('cancelled', 'Cancelled. Everything computed so far is kept.', {
        remedy: `Go on with: ${goOn}`,
      });
    }
    session.note(`What was computed before this error is kept. To go on: ${goOn}`);
    throw error;
  }
  return { summary, ...analysed(await readRun(session, summary.id)) };
}

/** Prints what a run found and how to get more of it. */
export function printComputedRun({ summary, analysis }: ComputedRun, labArgument: string, terminal: Terminal): void {
  summaryText(analysis).forEach(terminal.print);
  terminal.print();
  terminal.print(`Run ${shortId(summary.id)} is kept in the lab folder.`);
  terminal.print(`Next: ${nextCommand(['report', shortId(summary.id), '--html', 'report.html'], labArgument)}`);
}

/** A requirement that is not met is what a script wants to know; one that cannot be answered is no failure. */
export function requirementsExitCode(analyses: readonly StudyAnalysis[]): ExitCode | undefined {
  const failed = analyses.some(({ requirements }) => requirements.some(({ answer }) => answer === 'not-met'));
  return failed ? ExitCode.requirementNotMet : undefined;
}
