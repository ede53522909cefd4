import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder and those above it. Not by `recursive`: with it Node tries for ever where a file system refuses a new
 * folder by saying that the one above is not there, as /proc does.
 *
 * @throws the file system's own error (ENOENT, ENOTDIR, EACCES …)
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = path.dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process was first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
