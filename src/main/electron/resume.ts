import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../../host/files/whole-file';
import type { LabHost } from '../lab-host';

/** Runs that go on at the next start, by the lab that they are in. */
const Notes = z.record(z.string(), z.array(z.string()).readonly());
type Notes = Readonly<z.infer<typeof Notes>>;

/**
 * Notes the runs of a lab that go on at its next start, in the place of those noted before.
 *
 * @param lab absolute lab folder
 */
export function noteRuns(file: string, lab: string, runs: readonly string[]): void {
  writeNotes(file, { ...readNotes(file), [lab]: runs });
}

/** The runs noted for a lab; they are noted no more. Those of other labs wait for theirs. */
export function takeNoted(file: string, lab: string): readonly string[] {
  const { [lab]: runs, ...others } = readNotes(file) as Partial<Notes>;
  if (runs === undefined) return [];
  writeNotes(file, others as Notes);
  return runs;
}

/** Lets the runs of this lab that were to go on next time wait their turn, once. */
export async function resumeNoted(file: string, lab: string, host: LabHost): Promise<void> {
  for (const run of takeNoted(file, lab)) {
    await host.engine.request('runs.enqueue', { run, force: false, repair: false }).catch((error: unknown) => {
      host.log.add('warning', `The run ${run} was to go on and does not: ${String(error)}`);
    });
  }
}

function writeNotes(file: string, notes: Notes): void {
  if (Object.keys(notes).length === 0) rmSync(file, { force: true });
  else writeWhole(file, JSON.stringify(notes));
}

/** Empty where there is none, or what is there is none. */
function readNotes(file: string): Notes {
  try {
    return Notes.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
