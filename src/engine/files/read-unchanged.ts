import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { LabError } from '../../shared/errors';

/** What the lab keeps by a hash: what is said of another file in its place, and what helps. */
const kept = {
  model: {
    message: 'is not the model that was imported',
    remedy: 'Restore the file from a backup, or remove the model and import it again.',
  },
  'file of a model': {
    message: 'is not the file that was imported',
    remedy: 'Restore the file from a backup, or remove the model and import it again.',
  },
  weights: {
    message: 'does not hold the weights that model.json describes',
    remedy: 'Restore the file from a backup, or delete the model folder and train the model again.',
  },
  'weights added': {
    message: 'does not hold the weights that were added',
    remedy: 'Remove its folder and add the file of weights again.',
  },
  adapters: {
    message: 'does not hold the adapters that model.json describes',
    remedy: 'Restore the file from a backup, or delete it: the weights hold what it adds.',
  },
} as const;

export type Kept = keyof typeof kept;

/**
 * A file whose SHA-256 the lab wrote down.
 *
 * @param sha256 in hex
 * @param what it is, for errors
 * @throws LabError `damaged` for another; the file system's own error (ENOENT …)
 */
export async function readUnchanged(file: string, sha256: string, what: Kept): Promise<Buffer> {
  const bytes = await readFile(file);
  refuseOther(bytes, sha256, what, file);
  return bytes;
}

/** The same of bytes that were read already. @param where for errors @throws LabError `damaged` */
export function refuseOther(bytes: Uint8Array, sha256: string, what: Kept, where: string): void {
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return;
  const { message, remedy } = kept[what];
  throw new LabError('damaged', `${message} (its hash differs).`, { where, remedy });
}
