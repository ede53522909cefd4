import { LabError } from './errors';

/**
 * The refusal of a file whose format is newer than this app reads.
 *
 * @param where the file, or the name its author knows it by
 * @param remedy what to do with the newer app
 */
export function newerFormat(where: string, found: number, known: number, remedy: string): LabError {
  return new LabError(
    'unsupported',
    `has format version ${String(found)}, written by a newer MUROAN Lab; this one reads up to version ${String(known)}.`,
    { where, remedy },
  );
}
