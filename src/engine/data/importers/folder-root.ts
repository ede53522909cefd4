import { realpath, stat } from 'node:fs/promises';
import { LabError } from '../../../shared/errors';
import { quoted, type ImportRequest } from './importer';

/**
 * The folder to read, as what it really is.
 *
 * @param remedy what to give where there is no such folder
 * @throws LabError `conflict` when the data set exists, `not-found` without the folder
 */
export async function rootOf(
  { directory, folder, name }: Pick<ImportRequest, 'directory' | 'folder' | 'name'>,
  remedy: string,
): Promise<string> {
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
    return await realpath(directory);
  } catch {
    throw new LabError('not-found', 'There is no such folder.', { where: directory, remedy });
  }
}
