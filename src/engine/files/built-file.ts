import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../../shared/errors';

/**
 * A program of the engine's: beside the built engine, or in `out` of the project when this runs from its sources.
 *
 * @param what it is, for the error
 * @throws LabError `not-found`
 */
export function findBuiltFile(name: string, what: string): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const candidate of [path.join(folder, name), path.join(folder, 'out', name)]) {
      if (existsSync(candidate)) return candidate;
    }
    const parent = path.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  throw new LabError('not-found', `${what} of the program is missing.`, {
    where: name,
    remedy: 'Build the program (npm run build), or install it again.',
  });
}
