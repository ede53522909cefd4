import type { LabConnection } from '../shared/lab-channel/lab-connection';
import type { Result } from '../shared/protocol';
import type { AnalysedRun } from './analysed-run';
import type { AnalysisInput } from './input';
import type { KeptRuns } from './kept-runs';
import { withRecords } from './read-run';
import type { StudyAnalysis } from './study-analysis';

export interface Measuring {
  /** Runs that were measured before. */
  readonly kept: KeptRuns;
  /** How the run is held before anything is said of it: `withShownNames` where it is for eyes; default: as it is. */
  readonly held?: (input: AnalysisInput) => AnalysisInput;
  /** Where the analysis is computed: here, or in a worker. */
  readonly analyse: (input: AnalysisInput) => StudyAnalysis | Promise<StudyAnalysis>;
  /** Told the records read so far, and those that the run held when it was asked for. */
  readonly onPage?: (read: number, total: number) => void;
}

/**
 * A run that the lab holds, with all its records and what its numbers say; read and analysed anew only where it has changed.
 *
 * @throws LabError what the engine answers
 */
export async function measuredRun(
  lab: LabConnection,
  run: string,
  { kept, held = (input) => input, analyse, onPage }: Measuring,
): Promise<AnalysedRun> {
  const shown = await lab.request('runs.show', { run });
  const key = keyOf(shown);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const input = held(await withRecords(lab, shown, onPage));
  const measured = { input, analysis: await analyse(input) };
  kept.keep(key, measured);
  return measured;
}

/** What a run has to be equal in to have the same numbers. */
function keyOf({ summary, events }: Result<'runs.show'>): string {
  return `${summary.id} ${summary.state} ${String(summary.records)} ${String(events.length)}`;
}
