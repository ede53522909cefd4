import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside, refuseLeaving } from './contained-file';
import { MissingFile, quoted, RowProblem } from './importer';
import { besideLone, isLoneFile } from './lone-file';

/** What a path ends in that means the only file of a folder, whatever it is called. */
const ANY_NAME = '/*';

/**
 * The path itself, or that of the only file of its folder where it ends in `/*`; hidden files do not count.
 *
 * @throws MissingFile; RowProblem when the folder lies outside of `root` or holds several files
 */
export async function onlyFile(root: string, path: string): Promise<string> {
  if (!path.endsWith(ANY_NAME)) return path;
  const folder = path.slice(0, -ANY_NAME.length);
  refuseLeaving(folder);
  const missing = new MissingFile(`The folder ${quoted(folder)} holds no file. Copy it there.`);
  const real = await realpath(join(root, folder)).catch(async () => {
    throw (await isLoneFile(root)) ? besideLone(root, folder) : missing;
  });
  if (!isInside(root, real)) throw new RowProblem(`The path ${quoted(folder)} leaves the folder through a link.`);
  const entries = await readdir(real, { withFileTypes: true }).catch(() => {
    throw missing;
  });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  if (files.length === 0) throw missing;
  if (files.length > 1) throw new RowProblem(`The folder ${quoted(folder)} holds ${files.length} files, not one.`);
  return `${folder}/${files[0].name}`;
}
