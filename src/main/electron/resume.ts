import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../../host/files/whole-file';
import { LabError } from '../../shared/errors';
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

/** What is asked of a lab's engine here, and where is told what did not work. */
export type Resuming = Pick<LabHost, 'log'> & { readonly engine: Pick<LabHost['engine'], 'request'> };

/** Tries of a run whose lab is busy (that of a program before this may be ending still), and ms between them. */
const tries = 5;
const pause = 2000;

/**
 * Lets the runs of this lab that were to go on next time wait their turn. Each is noted until it waits or is refused: a
 * lab that is busy, or an engine that ends meanwhile, loses none. Those of other labs wait for theirs.
 */
export async function resumeNoted(
  file: string,
  lab: string,
  { engine, log }: Resuming,
  between: number = pause,
): Promise<void> {
  for (const run of notedRuns(file, lab)) {
    for (let left = tries; left > 0; left -= 1) {
      try {
        await engine.request('runs.enqueue', { run, force: false, repair: false });
        forget(file, lab, run);
        break;
      } catch (error) {
        if (isFinal(error)) forget(file, lab, run);
        if (isFinal(error) || left === 1) {
          log.add('warning', `The run ${run} was to go on and does not: ${String(error)}`);
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, between));
      }
    }
  }
}

/** The run itself is refused: at no later start would it go on. */
function isFinal(error: unknown): boolean {
  return error instanceof LabError && ['not-found', 'invalid', 'damaged'].includes(error.code);
}

/** The runs noted for a lab. */
export function notedRuns(file: string, lab: string): readonly string[] {
  return (readNotes(file) as Partial<Notes>)[lab] ?? [];
}

function forget(file: string, lab: string, run: string): void {
  const left = notedRuns(file, lab).filter((noted) => noted !== run);
  const all = Object.entries({ ...readNotes(file), [lab]: left });
  writeNotes(file, Object.fromEntries(all.filter(([, runs]) => runs.length > 0)));
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
