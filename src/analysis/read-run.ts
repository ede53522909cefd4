import type { LabConnection } from '../shared/lab-connection';
import type { SampleRecord } from '../shared/record';
import type { AnalysisInput } from './input';

/** Records fetched per request: enough to be quick, few enough to keep messages small. */
const pageSize = 500;

/** Everything the analysis of a run needs, fetched page by page. */
export async function readRun(lab: LabConnection, run: string): Promise<AnalysisInput> {
  const { summary, description, events, models, dataset } = await lab.request('runs.show', { run });
  const records: SampleRecord[] = [];
  let cursor: number | null = null;
  do {
    const page: { records: SampleRecord[]; cursor: number | null } = await lab.request('runs.records', {
      run,
      cursor,
      limit: pageSize,
    });
    records.push(...page.records);
    cursor = page.cursor;
  } while (cursor !== null);
  return { run: description, state: summary.state, events, dataset, models, records };
}
