import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../../shared/errors';

/**
 * The folder `resources` that ships with the lab: `MUROAN_RESOURCES` when set, otherwise the nearest one above this
 * program (out/engine.cjs and src/engine/… both lie below it).
 *
 * @throws LabError `not-found`
 */
export function resourcesFolder(): string {
  const chosen = process.env.MUROAN_RESOURCES;
  if (chosen !== undefined && chosen !== '') return chosen;
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'resources');
    if (existsSync(join(candidate, 'data'))) return candidate;
    if (dirname(folder) === folder) break;
  }
  throw new LabError('not-found', 'The data that ships with the lab is not there.', {
    where: 'resources/data',
    remedy: 'Reinstall the lab, or set MUROAN_RESOURCES to its folder `resources`.',
  });
}
