import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a folder holds all of these files and folders. */
export async function hasAll(root: string, paths: readonly string[]): Promise<boolean> {
  for (const path of paths) {
    const isThere = await stat(join(root, path)).then(
      () => true,
      () => false,
    );
    if (!isThere) return false;
  }
  return true;
}
