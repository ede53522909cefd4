import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { MissingFile, quoted } from './importer';

/**
 * A file may be given by itself in place of a folder. It is then read as if it lay in a folder of nothing else: paths below it are its
 * own name, and nothing that lies beside it is looked at.
 *
 * @param root of what is imported
 */
export async function isLoneFile(root: string): Promise<boolean> {
  return stat(root).then(
    (status) => status.isFile(),
    () => false,
  );
}

/** What a file that was given by itself is called; null: a folder was given. */
export async function nameOfLone(root: string): Promise<string | null> {
  return (await isLoneFile(root)) ? basename(root) : null;
}

/** Of a path that leads elsewhere. */
export function besideLone(root: string, name: string): MissingFile {
  return new MissingFile(
    `${quoted(name)} is not read: the file ${quoted(basename(root))} was given by itself. Give the folder that holds both.`,
  );
}
