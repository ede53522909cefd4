import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { LabError } from '../../shared/errors';
import { makeFolder } from './make-folder';

/**
 * A file that is written piece by piece and is there as a whole or not at all: until it is done it has another name, and
 * what was written of one that is given up is removed.
 *
 * @throws LabError `invalid` where it cannot be written
 */
export async function writePiecewise<T>(
  file: string,
  body: (write: (piece: Uint8Array) => void) => Promise<T>,
): Promise<T> {
  const temporary = `${file}.${String(process.pid)}.tmp`;
  const handle = told(file, () => {
    makeFolder(path.dirname(file));
    return openSync(temporary, 'w');
  });
  try {
    const result = await written(handle, () =>
      body((piece) => {
        told(file, () => {
          for (let at = 0; at < piece.length;) at += writeSync(handle, piece, at);
        });
      }),
    );
    told(file, () => {
      renameSync(temporary, file);
    });
    return result;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Flushed to the disk: what is renamed into its place must not be empty after a power cut. */
async function written<T>(handle: number, body: () => Promise<T>): Promise<T> {
  try {
    const result = await body();
    fsyncSync(handle);
    return result;
  } finally {
    closeSync(handle);
  }
}

function told<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** What a person is told of a file that cannot be written; a full disk keeps its own words. */
export function cannotWrite(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return error;
  return new LabError('invalid', `cannot be written (${code ?? 'unknown reason'}).`, {
    where: file,
    remedy: 'Give a file in a folder that may be written.',
  });
}
