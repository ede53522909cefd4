import { existsSync, readdirSync } from 'node:fs';
import type { Command } from 'commander';
import { LabError } from '../shared/errors';

/** An option of every command that writes files that a person names. */
export interface Overwriting {
  readonly force?: boolean;
}

export function addForce(command: Command): Command {
  return command.option('--force', 'write over files that are there');
}

/**
 * Results are written for people to keep: nothing that is there is lost by a name given twice.
 *
 * @throws LabError `invalid` for a file that is there, unless forced
 */
export function refuseOverwriting(files: readonly string[], { force = false }: Overwriting): void {
  const there = force ? undefined : files.find((file) => existsSync(file));
  if (there === undefined) return;
  throw new LabError('invalid', 'is there already.', {
    where: there,
    remedy: 'Give another name, or --force to write over it.',
  });
}

/** Of a folder that is written as a whole, and never over another. @throws LabError `invalid` for one that holds something */
export function refuseUsedFolder(folder: string): void {
  if (!existsSync(folder) || isEmpty(folder)) return;
  throw new LabError('invalid', 'is there already, and not empty.', {
    where: folder,
    remedy: 'Name a folder that is not there yet.',
  });
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    // A file.
    return false;
  }
}
