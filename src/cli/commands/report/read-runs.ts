import { analysed, type AnalysedRun } from '../../../analysis/analysed-run';
import { readRun } from '../../../analysis/read-run';
import type { LabConnection } from '../../../shared/lab-channel/lab-connection';
import { findRun } from '../../../shared/lookup/runs';

/** Runs as they are named on the command line, each once, with all that their records say. */
export async function readRuns(lab: LabConnection, names: readonly string[]): Promise<readonly AnalysedRun[]> {
  const runs: AnalysedRun[] = [];
  for (const name of names) {
    const { id } = await findRun(lab, name);
    if (runs.every(({ input }) => input.run.id !== id)) runs.push(analysed(await readRun(lab, id)));
  }
  return runs;
}
