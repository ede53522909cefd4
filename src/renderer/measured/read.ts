import type { AnalysedRun } from '../../analysis/analysed-run';
import { withRecords } from '../../analysis/read-run';
import type { LabApi } from '../../shared/lab-api';
import { withSignal } from '../lab/with-signal';
import { compute } from './compute';

/** Runs kept after they were analysed, so that going from page to page does not read them again. */
const mostKept = 8;
const kept = new Map<string, AnalysedRun>();

export interface ReadingOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (read: number, total: number) => void;
}

/** A run with all its records, and what its numbers say. @throws LabError what the engine answers, `cancelled` */
export async function readMeasured(lab: LabApi, run: string, options: ReadingOptions): Promise<AnalysedRun> {
  const { signal, onProgress } = options;
  const shown = await lab.request('runs.show', { run }, { signal });
  const { summary, events } = shown;
  const key = `${run} ${summary.state} ${String(summary.records)} ${String(events.length)}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const input = await withRecords(withSignal(lab, signal), shown, onProgress);
  const analysed = { input, analysis: await compute({ kind: 'analyse', run }, [input], signal) };
  keep(key, analysed);
  return analysed;
}

function keep(key: string, run: AnalysedRun): void {
  kept.set(key, run);
  const [oldest] = kept.keys();
  if (kept.size > mostKept) kept.delete(oldest);
}
