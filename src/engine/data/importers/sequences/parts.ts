import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Split } from '../../../../shared/data/dataset';
import { archiveArrays, folderArrays, type ArrayStore } from '../array-store';
import { readContained } from '../../../files/contained-file';
import { MissingFile, quoted, RowProblem } from '../../../files/row-problem';
import type { Npy } from '../npy';
import { invalidArrays } from './invalid-arrays';

/** Folders of the splits, by any of their usual names. */
const FOLDERS: Readonly<Record<string, Split>> = {
  train: 'train',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  test: 'test',
};
/** The array of what is asked. */
export const LABELS = 'labels';
/** Ending of arrays that are one file. */
const ARCHIVE = '.npz';
const LARGEST_LIST = 64 * 2 ** 20;

/** The arrays of one folder, by their file names without `.npy`. */
export interface Part {
  /** Null where one folder holds all rows. */
  readonly split: Split | null;
  /** What its ids begin with; empty where there is one part only. */
  readonly folder: string;
  /** Where an array is, for messages. */
  readonly placeOf: (name: string) => string;
  readonly store: ArrayStore;
  readonly arrays: Readonly<Record<string, Npy>>;
  readonly count: number;
  readonly ids: readonly string[] | null;
  readonly groups: readonly string[] | null;
}

/** @throws LabError `invalid` where the folder holds no labels, or arrays of other lengths than these */
export async function openParts(root: string): Promise<readonly Part[]> {
  const names = await readdir(root);
  const bare = (name: string): string => (name.endsWith(ARCHIVE) ? name.slice(0, -ARCHIVE.length) : name);
  const place = (name: string): number => Split.options.indexOf(FOLDERS[bare(name)]);
  const folders = names
    .filter((name) => Object.hasOwn(FOLDERS, bare(name)))
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const splits = folders.map((folder) => FOLDERS[bare(folder)]);
  const twice = splits.find((split, at) => splits.indexOf(split) !== at);
  if (twice !== undefined)
    throw invalidArrays(
      `Several folders hold the ${twice} split: ${folders.filter((_, at) => splits[at] === twice).join(', ')}.`,
    );
  const parts: Part[] = [];
  try {
    if (folders.length === 0) {
      const archives = names.filter((name) => name.endsWith(ARCHIVE));
      const own = archives.length === 1 && !names.includes(`${LABELS}.npy`) ? archives[0] : '';
      parts.push(await openPart(root, own, null));
    }
    for (const folder of folders) parts.push(await openPart(root, folder, FOLDERS[bare(folder)]));
    return parts;
  } catch (error) {
    await closed(parts);
    throw error instanceof RowProblem ? invalidArrays(error.message) : error;
  }
}

export async function closed(parts: readonly Part[]): Promise<void> {
  for (const { arrays, store } of parts) {
    await Promise.all(Object.values(arrays).map((array) => array.close()));
    await store.close();
  }
}

/** @param source a folder within the root, or a file of arrays there */
async function openPart(root: string, source: string, split: Split | null): Promise<Part> {
  const isArchive = source.endsWith(ARCHIVE);
  const store = await (isArchive ? archiveArrays : folderArrays)(root, source);
  const { names, placeOf } = store;
  const folder = split === null ? '' : isArchive ? source.slice(0, -ARCHIVE.length) : source;
  const opened = new Map<string, Npy>();
  try {
    if (!names.includes(LABELS)) {
      throw new RowProblem(`There is no ${placeOf(LABELS)}: it holds a value from −3 to 3 for each row.`);
    }
    for (const name of names) opened.set(name, await store.open(name));
    const arrays = Object.fromEntries(opened);
    const [count] = arrays.labels.shape;
    for (const [name, { shape }] of opened) {
      if (shape[0] !== count) {
        throw new RowProblem(`${quoted(placeOf(name))} has ${shape[0]} rows, and the labels have ${count}.`);
      }
    }
    const list = async (name: string): Promise<readonly string[] | null> => {
      const path = isArchive ? `${split === null ? '' : `${folder}.`}${name}` : join(source, name);
      const lines = await linesOf(root, path);
      if (lines !== null && lines.length !== count) {
        throw new RowProblem(`${quoted(path)} has ${lines.length} lines for ${count} rows.`);
      }
      return lines;
    };
    return {
      split,
      folder,
      placeOf,
      store,
      arrays,
      count,
      ids: await list('ids.txt'),
      groups: await list('groups.txt'),
    };
  } catch (error) {
    await Promise.all([...opened.values()].map((array) => array.close()));
    await store.close();
    throw error;
  }
}

async function linesOf(root: string, name: string): Promise<readonly string[] | null> {
  try {
    const bytes = await readContained(root, name, LARGEST_LIST);
    const lines = new TextDecoder().decode(bytes).split(/\r?\n/u);
    if (lines.at(-1) === '') lines.pop();
    return lines.map((line) => line.trim());
  } catch (error) {
    if (error instanceof MissingFile) return null;
    throw error;
  }
}
