import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomic } from '../files/atomic';
import { layout, runFiles } from './layout';
import { lockHolder } from './lock';

/** How a live engine has a run. */
export const LiveRunState = z.enum(['queued', 'running', 'paused']);
export type LiveRunState = z.infer<typeof LiveRunState>;

/** File `engine` of a run folder: void by itself once the engine that holds this lock token is gone. */
const LiveRun = z.strictObject({ token: z.string(), state: LiveRunState });

/** Notes how the engine that holds the lab's lock has the run. */
export async function noteLive(lab: string, run: string, token: string, state: LiveRunState): Promise<void> {
  const content: z.infer<typeof LiveRun> = { token, state };
  await writeFileAtomic(runFiles.engine(layout.run(lab, run)), JSON.stringify(content));
}

/** The engine is done with the run. */
export async function forgetLive(lab: string, run: string): Promise<void> {
  await rm(runFiles.engine(layout.run(lab, run)), { force: true });
}

/** How a live engine has the run; null when none has. */
export async function liveState(lab: string, run: string): Promise<LiveRunState | null> {
  const note = LiveRun.safeParse(await readNote(runFiles.engine(layout.run(lab, run))));
  return note.success && (await lockHolder(lab))?.token === note.data.token ? note.data.state : null;
}

async function readNote(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}
