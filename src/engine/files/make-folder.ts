import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder that a person named, and those above it. Not by `recursive`: with it Node tries for ever where a file
 * system refuses a new folder by saying that the one above is not there, as /proc does.
 *
 * @throws the file system's own error (ENOENT, ENOTDIR, EACCES …)
 */
export async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const above = path.dirname(folder);
  if (above !== folder) await makeFolder(above);
  try {
    await mkdir(folder);
  } catch (error) {
    // Another process was first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
