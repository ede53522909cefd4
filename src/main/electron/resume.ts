import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../../host/files/whole-file';
import type { LabHost } from '../lab-host';

/** Runs that go on at the next start, of the lab that they are in. */
const Note = z.strictObject({ lab: z.string(), runs: z.array(z.string()).readonly() });

/** @param lab absolute lab folder */
export function noteRuns(file: string, lab: string, runs: readonly string[]): void {
  writeWhole(file, JSON.stringify({ lab, runs } satisfies z.input<typeof Note>));
}

/** Lets the runs of this lab that were to go on next time wait their turn, once; those of another lab wait for it. */
export async function resumeNoted(file: string, lab: string, host: LabHost): Promise<void> {
  const note = readNote(file);
  if (note !== null && note.lab !== lab) return;
  rmSync(file, { force: true });
  for (const run of note?.runs ?? []) {
    await host.engine.request('runs.enqueue', { run, force: false, repair: false }).catch((error: unknown) => {
      host.log.add('warning', `The run ${run} was to go on and does not: ${String(error)}`);
    });
  }
}

/** Null where there is none, or what is there is none. */
function readNote(file: string): z.infer<typeof Note> | null {
  try {
    return Note.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
