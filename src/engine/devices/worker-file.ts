import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../../shared/errors';

const NAME = 'device-worker.cjs';

/**
 * The built device worker: beside the built engine, or in `out` of the project when this runs from its sources.
 *
 * @throws LabError `not-found`
 */
export function findWorkerFile(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const candidate of [path.join(folder, NAME), path.join(folder, 'out', NAME)]) {
      if (existsSync(candidate)) return candidate;
    }
    const parent = path.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  throw new LabError('not-found', 'The device worker of the program is missing.', {
    where: NAME,
    remedy: 'Build the program (npm run build), or install it again.',
  });
}
