import type { LabConnection } from '../shared/lab-channel/lab-connection';
import type { Result } from '../shared/protocol';

/**
 * The records of a run, a page after the other, in the order in which they were computed.
 *
 * @param limit records asked for at once
 * @throws LabError what the engine answers
 */
export async function* recordPages(
  lab: LabConnection,
  run: string,
  limit: number,
): AsyncGenerator<Result<'runs.records'>['records']> {
  let cursor: number | null = null;
  do {
    const page: Result<'runs.records'> = await lab.request('runs.records', { run, cursor, limit });
    yield page.records;
    cursor = page.cursor;
  } while (cursor !== null);
}
