import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../shared/errors';

const NAME = 'engine.cjs';

/** The built engine: beside the running bundle or its chunks, or in `out` of the project when run from sources. */
export function findEngine(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const candidate of [path.join(folder, NAME), path.join(folder, 'out', NAME)]) {
      if (existsSync(candidate)) return candidate;
    }
    const parent = path.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  throw new LabError('not-found', 'The engine of the program is missing.', {
    where: NAME,
    remedy: 'Build the program (npm run build), or install it again.',
  });
}
