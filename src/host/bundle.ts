import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../shared/errors';

/** The built engine. @throws LabError `not-found` */
export function findEngine(): string {
  return findBundle('engine.cjs', 'engine');
}

/** The built program of the thread that makes reports. @throws LabError `not-found` */
export function findReportWorker(): string {
  return findBundle('report-worker.cjs', 'maker of reports');
}

/** A built program: beside the running bundle or its chunks, or in `out` of the project when run from sources. */
function findBundle(name: string, what: string): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const candidate of [path.join(folder, name), path.join(folder, 'out', name)]) {
      if (existsSync(candidate)) return candidate;
    }
    const parent = path.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  throw new LabError('not-found', `The ${what} of the program is missing.`, {
    where: name,
    remedy: 'Build the program (npm run build), or install it again.',
  });
}
