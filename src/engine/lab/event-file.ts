import { LabError } from '../../shared/errors';
import { RunEvent } from '../../shared/run';
import { AppendFile } from './append-file';
import { decodeLine } from './checked-line';
import { readLines } from './line-reader';
import { dropTorn } from './repair';

/**
 * The events of a run, oldest first; a torn last one counts as not written.
 *
 * @throws LabError `damaged` naming file and line
 */
export async function readEvents(file: string): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const { bytes, complete } of readLines(file)) {
    if (!complete) break;
    const decoded = decodeLine(bytes);
    const event = decoded.ok ? RunEvent.safeParse(decoded.value) : null;
    if (event?.success !== true) {
      throw new LabError('damaged', 'does not hold the event that was written; the file is damaged.', {
        where: `${file}, line ${events.length + 1}`,
        remedy: 'Remove this line: it tells only what happened to the run. The records are in another file.',
      });
    }
    events.push(event.data);
  }
  return events;
}

/** Appends one event, after dropping a torn one. */
export async function appendEvent(file: string, event: RunEvent): Promise<void> {
  for await (const { offset, complete } of readLines(file)) if (!complete) await dropTorn(file, offset);
  const events = await AppendFile.open(file);
  try {
    await events.append([event]);
  } finally {
    await events.close();
  }
}
