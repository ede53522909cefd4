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

/** Things read at the same time: enough to keep a disk busy, few enough for the files that a process may open. */
const atOnce = 32;

/** What `read` makes of each name; names that it has nothing for (null) or cannot read are left out. */
export async function readEach<Item>(
  names: readonly string[],
  read: (name: string) => Promise<Item | null>,
  onUnreadable: (error: LabError, name: string) => void,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let start = 0; start < names.length; start += atOnce) {
    const group = await Promise.all(
      names.slice(start, start + atOnce).map(async (name) => {
        try {
          return await read(name);
        } catch (error) {
          if (!(error instanceof LabError)) throw error;
          onUnreadable(error, name);
          return null;
        }
      }),
    );
    items.push(...group.filter((item) => item !== null));
  }
  return items;
}
