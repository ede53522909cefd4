import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a whole file so that after a crash or power cut either the old or the new content is there, never a mixture:
 * a temporary file in the same folder, flushed, then renamed over the target.
 *
 * @throws the file system's own error (ENOSPC, EACCES …); the temporary file is gone then
 */
export async function writeFileAtomic(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = join(dirname(path), temporaryName(basename(path)));
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Flushes a folder's entries (new, renamed or removed files). Windows cannot and need not. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

let temporaries = 0;

/** Two writers of one process never share a temporary file. */
function temporaryName(name: string): string {
  temporaries += 1;
  return `.${name}.${process.pid}.${temporaries}.tmp`;
}

/** Process id of the writer whose temporary file bears this name; null for other files. */
export function writerOfTemporary(name: string): number | null {
  const writer = /^\..+\.(\d+)\.\d+\.tmp$/.exec(name)?.[1];
  return writer === undefined ? null : Number(writer);
}
