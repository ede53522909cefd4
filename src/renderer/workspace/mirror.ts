import { liveQuery } from 'dexie';
import { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import type { LabApi } from '../../shared/lab-channel/lab-api';
import type { WorkspaceRows } from '../../shared/window/workspace';
import { parseContent, readContent, writeContent } from './content';
import type { WorkspaceDatabase } from './database';
import { merge } from './merge';
import { emptyContent, tableNames } from './rows';

/** Milliseconds that an edit waits for the next one before both are mirrored. */
const pause = 400;
/** Times that a write is tried again because another window was faster. */
const tries = 5;

/**
 * Makes the database and the copy in the lab folder equal: reads the copy, merges it row by row, keeps the result in the
 * database and writes it back where it says something new.
 *
 * @throws LabError what the engine answers, and what `parseContent` finds; nothing is overwritten then
 */
export async function synchronise(database: WorkspaceDatabase, lab: LabApi): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const copy = await lab.request('workspace.read', {});
    const remote = copy === null ? emptyContent : parseContent(copy.content);
    // In one transaction, or an edit in between would be written over.
    const merged = await database.transaction('rw', [...tableNames], async () => {
      const local = await readContent(database);
      const both = merge(local, remote);
      if (differ(both, local)) await writeContent(database, both);
      return both;
    });
    if (copy !== null && !differ(merged, remote)) return;
    try {
      await lab.request('workspace.write', { base: copy?.revision ?? null, content: canonicalJson(merged) });
      return;
    } catch (error) {
      const outrun = error instanceof LabError && error.code === 'conflict';
      if (!outrun || attempt === tries) throw error;
    }
  }
}

function differ(one: WorkspaceRows, other: WorkspaceRows): boolean {
  return canonicalJson(one) !== canonicalJson(merge(other, emptyContent));
}

export interface Mirror {
  /** Synchronises now; resolves when it is done or has failed. */
  readonly now: () => Promise<void>;
  readonly stop: () => void;
}

/**
 * Mirrors after each edit, in whichever tab it was made, and whenever the engine comes back.
 *
 * @param onState told null when all is mirrored, otherwise why it is not
 */
export function startMirror(database: WorkspaceDatabase, lab: LabApi, onState: (error: unknown) => void): Mirror {
  let running: Promise<void> | null = null;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const run = async (): Promise<void> => {
    do {
      again = false;
      try {
        await synchronise(database, lab);
        onState(null);
      } catch (error) {
        onState(error);
      }
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- `now` sets it while this one awaits
    } while (again);
    running = null;
  };
  const now = (): Promise<void> => {
    if (running !== null) again = true;
    running ??= run();
    return running;
  };
  const soon = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void now(), pause);
  };

  const edits = liveQuery(() => readContent(database)).subscribe({ next: soon, error: onState });
  const endListening = lab.on('engineState', ({ state }) => {
    if (state === 'ready') soon();
  });
  return {
    now,
    stop: () => {
      edits.unsubscribe();
      endListening();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
