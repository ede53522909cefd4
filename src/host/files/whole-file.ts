import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './make-folder';
import { cannotWrite } from './piecewise-file';

/** Writes a file as a whole or not at all, and the folders above it. @throws LabError `invalid` where it cannot be */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${String(process.pid)}.tmp`;
  try {
    makeFolder(path.dirname(file));
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    removeIfThere(temporary);
    throw cannotWrite(file, error);
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its folder could not be made: there is nothing to remove.
  }
}
