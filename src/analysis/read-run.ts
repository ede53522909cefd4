import type { LabConnection } from '../shared/lab-connection';
import type { SampleRecord } from '../shared/record';
import type { AnalysisInput } from './input';

/** Records fetched per request: enough to be quick, few enough to keep messages small. */
const pageSize = 500;

/**
 * Everything the analysis of a run needs, fetched page by page.
 *
 * @param onPage told the records read so far, and those that the run held when it was asked for
 */
export async function readRun(
  lab: LabConnection,
  run: string,
  onPage?: (read: number, total: number) => void,
): Promise<AnalysisInput> {
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
    onPage?.(records.length, summary.records);
  } while (cursor !== null);
  return { run: description, state: summary.state, events, dataset, models, records };
}
