import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../../shared/errors';
import { quoted, type ImportRequest } from './importer';

type Given = Pick<ImportRequest, 'directory' | 'folder' | 'name'>;

/**
 * The folder to read, as what it really is.
 *
 * @param remedy what to give where there is no such folder
 * @throws LabError `conflict` when the data set exists, `not-found` without the folder, `invalid` for a file
 */
export async function rootOf(given: Given, remedy: string): Promise<string> {
  const { real, isFolder } = await foundAt(given, remedy);
  if (isFolder) return real;
  throw new LabError('invalid', 'is not a folder, which this layout is.', { where: given.directory, remedy });
}

/**
 * The folder to read, or the one file that is all there is (`lone-file.ts`): under the name by which it is given, whatever a link there
 * leads to.
 *
 * @param remedy as of `rootOf`
 * @throws LabError as `rootOf`, but for files
 */
export async function rootOrFileOf(given: Given, remedy: string): Promise<string> {
  const { real, isFolder, isFile } = await foundAt(given, remedy);
  if (isFolder) return real;
  if (isFile) return join(await realpath(dirname(given.directory)), basename(given.directory));
  throw new LabError('invalid', 'is neither a folder nor a file.', { where: given.directory, remedy });
}

async function foundAt(
  { directory, folder, name }: Given,
  remedy: string,
): Promise<{ readonly real: string; readonly isFolder: boolean; readonly isFile: boolean }> {
  const exists = await stat(folder).then(
    () => true,
    () => false,
  );
  if (exists) {
    throw new LabError('conflict', `There is a data set ${quoted(name)} already.`, {
      where: 'name',
      remedy: `Give another name, or delete the folder data/${name} of the lab first.`,
    });
  }
  try {
    const real = await realpath(directory);
    const status = await stat(real);
    return { real, isFolder: status.isDirectory(), isFile: status.isFile() };
  } catch {
    throw new LabError('not-found', 'There is no such folder or file.', { where: directory, remedy });
  }
}
