import type { Part } from '../../../../shared/mapping/source';
import { LabError } from '../../../../shared/errors';
import { RowProblem } from '../importer';
import { openNpyFile, openNpz, openSafetensors } from './array-files';
import { openDelimited } from './delimited-file';
import { openJson, openJsonLines } from './json-file';
import { openParquet } from './parquet-file';
import type { RowFile } from './row-file';

/** Endings of files with rows, and how these are read. */
const openers = {
  csv: openDelimited,
  tsv: openDelimited,
  txt: openDelimited,
  jsonl: (root, name) => openJsonLines(root, name),
  ndjson: (root, name) => openJsonLines(root, name),
  npy: (root, name) => openNpyFile(root, name),
  npz: (root, name) => openNpz(root, name),
  safetensors: (root, name) => openSafetensors(root, name),
  parquet: (root, name) => openParquet(root, name),
  json: (root, name, { json }) => openJson(root, name, json),
} as const satisfies Readonly<
  Record<string, (root: string, name: string, part: Pick<Part, 'header' | 'separator' | 'json'>) => Promise<RowFile>>
>;
type Ending = keyof typeof openers;

export function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

export function holdsRows(name: string): boolean {
  return Object.hasOwn(openers, endingOf(name));
}

/**
 * Opens a file that holds rows, by the ending of its name.
 *
 * @throws LabError `invalid` for a file that is missing, leaves the folder or is not read
 */
export async function openRowFile(
  root: string,
  name: string,
  part: Pick<Part, 'header' | 'separator' | 'json'>,
): Promise<RowFile> {
  if (!holdsRows(name)) {
    throw new LabError('invalid', 'ends in none of the names of files with rows.', {
      where: name,
      remedy: `Give files that end in ${Object.keys(openers).join(', ')}.`,
    });
  }
  try {
    return await openers[endingOf(name) as Ending](root, name, part);
  } catch (error) {
    if (!(error instanceof RowProblem)) throw error;
    throw new LabError('invalid', error.message, { where: name, remedy: 'Correct the mapping or the file.' });
  }
}
