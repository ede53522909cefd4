import type { AnalysedRun } from '../../analysis/analysed-run';
import { KeptRuns } from '../../analysis/kept-runs';
import { measuredRun } from '../../analysis/measured-run';
import { withShownNames } from '../../analysis/shown-names';
import type { LabApi } from '../../shared/lab-channel/lab-api';
import { withSignal } from '../lab/with-signal';
import type { Computer } from '../computing/computer';

/** Going from page to page does not read runs again. */
const kept = new KeptRuns();

export interface ReadingOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (read: number, total: number) => void;
}

/** A run with all its records, and what its numbers say, its names as they are shown. @throws LabError what the engine answers, `cancelled` */
export function readMeasured(
  lab: LabApi,
  computer: Computer,
  run: string,
  { signal, onProgress }: ReadingOptions,
): Promise<AnalysedRun> {
  return measuredRun(withSignal(lab, signal), run, {
    kept,
    held: withShownNames,
    analyse: (input) => computer.compute({ kind: 'analyse', run: input.run.id }, [input], signal),
    onPage: onProgress,
  });
}
