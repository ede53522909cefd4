import type { AnalysedRun } from '../../analysis/analysed-run';
import { keyOfRun, KeptRuns } from '../../analysis/kept-runs';
import { withRecords } from '../../analysis/read-run';
import type { LabApi } from '../../shared/lab-api';
import { withSignal } from '../lab/with-signal';
import type { Computer } from './computer';

/** Going from page to page does not read runs again. */
const kept = new KeptRuns();

export interface ReadingOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (read: number, total: number) => void;
}

/** A run with all its records, and what its numbers say. @throws LabError what the engine answers, `cancelled` */
export async function readMeasured(
  lab: LabApi,
  computer: Computer,
  run: string,
  { signal, onProgress }: ReadingOptions,
): Promise<AnalysedRun> {
  const shown = await lab.request('runs.show', { run }, { signal });
  const key = keyOfRun(shown);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const input = await withRecords(withSignal(lab, signal), shown, onProgress);
  const analysed = { input, analysis: await computer.compute({ kind: 'analyse', run }, [input], signal) };
  kept.keep(key, analysed);
  return analysed;
}
