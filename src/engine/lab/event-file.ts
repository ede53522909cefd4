import { LabError } from '../../shared/errors';
import { RunEvent } from '../../shared/runs/run';
import { AppendFile } from './append-file';
import { decodeLine } from './checked-line';
import type { OnUnreadable } from './folder-names';
import { readLines } from './line-reader';
import { dropTorn } from './repair';

/**
 * The events of a run, oldest first; a torn last one counts as not written.
 *
 * @param onUnreadable told of every damaged line, by file and line; it is left out
 */
export async function readEvents(file: string, onUnreadable: OnUnreadable): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  let line = 0;
  for await (const { bytes, complete } of readLines(file)) {
    if (!complete) break;
    line += 1;
    const decoded = decodeLine(bytes);
    const event = decoded.ok ? RunEvent.safeParse(decoded.value) : null;
    if (event?.success === true) {
      events.push(event.data);
      continue;
    }
    onUnreadable(
      new LabError('damaged', 'does not hold the event that was written; the line is left out.', {
        where: `${file}, line ${line}`,
        remedy: 'Remove this line: it tells only what happened to the run. The records are in another file.',
      }),
    );
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
