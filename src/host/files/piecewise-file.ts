import { beginFile } from './unfinished-file';

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
  const unfinished = beginFile(file);
  try {
    const result = await body(unfinished.write);
    unfinished.finish();
    return result;
  } catch (error) {
    unfinished.giveUp();
    throw error;
  }
}
