import type { LabConnection } from '../shared/lab-channel/lab-connection';
import type { Result } from '../shared/protocol';
import type { SampleRecord } from '../shared/records/record';
import type { AnalysisInput } from './input';
import { recordPages } from './record-pages';

/** Records fetched per request: enough to be quick, few enough to keep messages small. */
const pageSize = 500;

/** Everything the analysis of a run needs, fetched page by page. */
export async function readRun(lab: LabConnection, run: string): Promise<AnalysisInput> {
  return withRecords(lab, await lab.request('runs.show', { run }));
}

/**
 * A run that was shown, with its records.
 *
 * @param onPage told the records read so far, and those that the run held when it was asked for
 */
export async function withRecords(
  lab: LabConnection,
  { summary, description, events, models, dataset }: Result<'runs.show'>,
  onPage?: (read: number, total: number) => void,
): Promise<AnalysisInput> {
  const records: SampleRecord[] = [];
  for await (const page of recordPages(lab, summary.id, pageSize)) {
    records.push(...page);
    onPage?.(records.length, summary.records);
  }
  return { run: description, state: summary.state, events, dataset, models, records };
}
