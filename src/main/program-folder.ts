import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../shared/errors';

/** Folder of the installed program: the nearest above this bundle that has a package.json. */
export function programFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) {
      throw new LabError('not-found', 'The folder of the program is incomplete.', { remedy: 'Install the lab again.' });
    }
    folder = parent;
  }
  return folder;
}
