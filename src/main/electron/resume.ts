import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import type { LabHost } from '../lab-host';

/** Lets the runs that were to go on next time wait their turn, once. */
export async function resumeNoted(file: string, host: LabHost): Promise<void> {
  let runs: readonly string[];
  try {
    runs = z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return;
  } finally {
    rmSync(file, { force: true });
  }
  for (const run of runs) {
    await host.engine.request('runs.enqueue', { run, force: false, repair: false }).catch((error: unknown) => {
      host.log.add('warning', `The run ${run} was to go on and does not: ${String(error)}`);
    });
  }
}
