import { lstat, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../../shared/errors';

/**
 * A file that a person named, whole.
 *
 * @param where it is called so in errors
 * @param most bytes that are read at all
 * @param within the folder that a file must lie in, links followed
 * @throws LabError `not-found` without it, `invalid` for what is no file, too large, or leads out of the folder
 */
export async function readLimited(file: string, where: string, most: number, within?: string): Promise<Uint8Array> {
  const refuse = (message: string, remedy: string): LabError => new LabError('invalid', message, { where, remedy });
  try {
    if (within !== undefined) {
      const inside = path.relative(await realpath(within), await realpath(file));
      if (inside.startsWith('..') || path.isAbsolute(inside)) {
        throw refuse('leads out of the folder of the map.', 'Copy the file itself beside the map.');
      }
    }
    const facts = await lstat(await realpath(file));
    if (!facts.isFile()) throw refuse('is no file.', 'Give a file.');
    if (facts.size > most)
      throw refuse(`has ${facts.size} bytes; at most ${most} are read.`, 'Give a smaller model, or serve it yourself.');
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EACCES') throw error;
    throw new LabError('not-found', code === 'EACCES' ? 'may not be read.' : 'is not there.', {
      where,
      remedy: 'Check the path.',
    });
  }
}
