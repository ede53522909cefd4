import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { LabError } from '../../shared/errors';
import { makeFolder } from './make-folder';

/** A file that has another name until it is whole. One of the two ways to end it is taken, once. */
export interface UnfinishedFile {
  /** @throws LabError `invalid` where it cannot be written; a full disk's own error */
  readonly write: (piece: Uint8Array) => void;
  /** Flushes it and gives it its name, in place of what had it. @throws as `write` does */
  readonly finish: () => void;
  /** Removes what was written. */
  readonly giveUp: () => void;
}

/** Makes the folders above it, too. @throws LabError `invalid` where it cannot be written */
export function beginFile(file: string): UnfinishedFile {
  const temporary = `${file}.${String(process.pid)}.tmp`;
  const handle = told(file, () => {
    makeFolder(path.dirname(file));
    return openSync(temporary, 'w');
  });
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    closeSync(handle);
  };
  return {
    write: (piece) => {
      told(file, () => {
        for (let at = 0; at < piece.length;) at += writeSync(handle, piece, at);
      });
    },
    finish: () => {
      told(file, () => {
        // To the disk: what is renamed into its place must not be empty after a power cut.
        fsyncSync(handle);
        close();
        renameSync(temporary, file);
      });
    },
    giveUp: () => {
      try {
        close();
      } finally {
        rmSync(temporary, { force: true });
      }
    },
  };
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
