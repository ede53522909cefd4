import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { LabError } from '../../../shared/errors';

const inflated = promisify(inflate);

/**
 * Inflates one part of the shipped data.
 *
 * @param bytes its length once inflated
 * @throws LabError `damaged` when it is missing, does not inflate or has another length or SHA-256
 */
export async function readShipped(path: string, bytes: number, sha256: string): Promise<Uint8Array> {
  try {
    const content = await inflated(await readFile(path), { maxOutputLength: bytes });
    if (content.length === bytes && createHash('sha256').update(content).digest('hex') === sha256) return content;
  } catch {
    // Missing, unreadable and not deflated mean the same to whoever installed the lab.
  }
  throw new LabError('damaged', 'is missing or damaged.', {
    where: basename(path),
    remedy: 'Reinstall the lab; from source, `npm run resources` builds this file again.',
  });
}
