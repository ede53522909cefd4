import { quoted, RowProblem } from '../../files/row-problem';
import { decodeFlac, isFlac } from './flac';
import type { Sound } from './sound';
import { decodeWav, isWav } from './wav';

/**
 * Decodes a recording by what its first bytes say it is, whatever its name.
 *
 * @param most samples that are wanted, as a function of the recording’s rate
 * @throws RowProblem
 */
export function decodeSound(bytes: Uint8Array, most: (rate: number) => number): Sound {
  const decodes = isWav(bytes) ? decodeWav : isFlac(bytes) ? decodeFlac : null;
  if (decodes === null) throw new RowProblem('The sound is neither WAV nor FLAC.');
  try {
    return decodes(bytes, most);
  } catch (error) {
    if (error instanceof RowProblem) throw error;
    throw new RowProblem(`The sound is corrupt (${error instanceof Error ? quoted(error.message) : 'unknown'}).`);
  }
}
