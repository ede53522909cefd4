/** Arrays by their names, whether each is a file (`.npy`) or all are entries of one (`.npz`). */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { npyOf, openNpy, type Npy } from './npy';
import { openZip } from '../../files/zip';

const ENDING = '.npy';

export interface ArrayStore {
  /** Without ending, sorted. */
  readonly names: readonly string[];
  /** What an array is called in messages. */
  readonly placeOf: (name: string) => string;
  /** @throws RowProblem for what is no array of numbers */
  open(name: string): Promise<Npy>;
  /** To be called when its arrays are closed. */
  close(): Promise<void>;
}

/** The arrays of a folder within a root. */
export async function folderArrays(root: string, folder: string): Promise<ArrayStore> {
  const names = (await readdir(join(root, folder))).filter((name) => name.endsWith(ENDING)).sort();
  const placeOf = (name: string): string => join(folder, `${name}${ENDING}`);
  return {
    names: names.map((name) => name.slice(0, -ENDING.length)),
    placeOf,
    open: (name) => openNpy(root, placeOf(name)),
    close: () => Promise.resolve(),
  };
}

/** The arrays of an archive, as numpy.savez and numpy.savez_compressed write it. @throws RowProblem for what is none */
export async function archiveArrays(root: string, file: string): Promise<ArrayStore> {
  const zip = await openZip(root, file);
  const names = zip.names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length));
  const placeOf = (name: string): string => `${file}: ${name}`;
  return {
    names: names.sort(),
    placeOf,
    open: async (name) => npyOf(await zip.entry(`${name}${ENDING}`), placeOf(name)),
    close: () => zip.close(),
  };
}
