import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where `npm run setup:native` builds, at the project's root. */
const NAME = '.native';

/**
 * The folder that holds, or would hold, the native addon: what the environment variable `MUROAN_NATIVE` names, or
 * `.native` at the root of the project. Folders above the project are not looked at: others may write to them, and an
 * addon is a program. Null when there is no project around `start`.
 *
 * @param start folder of the running program
 */
export function nativeFolder(start: string, named = process.env.MUROAN_NATIVE): string | null {
  if (named !== undefined && named !== '') return path.resolve(named);
  let folder = start;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
  return path.join(folder, NAME);
}
