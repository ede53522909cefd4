import { readdir } from 'node:fs/promises';
import { LabError } from '../../shared/errors';

/** Names of the folders in a folder, sorted; none when it does not exist. */
export async function folderNames(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Told what is wrong with one of many things that are listed: one bad thing must not hide the others. */
export type OnUnreadable = (error: LabError) => void;

/** What `read` makes of each name; names that it has nothing for (null) or cannot read are left out. */
export async function readEach<Item>(
  names: readonly string[],
  read: (name: string) => Promise<Item | null>,
  onUnreadable: (error: LabError, name: string) => void,
): Promise<readonly Item[]> {
  const items = await Promise.all(
    names.map(async (name) => {
      try {
        return await read(name);
      } catch (error) {
        if (!(error instanceof LabError)) throw error;
        onUnreadable(error, name);
        return null;
      }
    }),
  );
  return items.filter((item) => item !== null);
}
