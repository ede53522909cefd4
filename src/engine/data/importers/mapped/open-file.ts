import { endingOf, holdsRows, rowEndings, type RowEnding } from '../../../../shared/mapping/row-files';
import type { Part } from '../../../../shared/mapping/source';
import { LabError } from '../../../../shared/errors';
import { RowProblem } from '../importer';
import { openNpyFile, openNpz, openSafetensors } from './array-files';
import { openDelimited } from './delimited-file';
import { openNumberLines } from './number-lines';
import { openJson, openJsonLines } from './json-file';
import { openParquet } from './parquet/parquet-file';
import type { RowFile } from './row-file';

/** What a part says of one of its files. */
export interface HowToRead extends Pick<Part, 'header' | 'separator' | 'json'> {
  /** What the file is called as a column. */
  readonly called?: string | undefined;
  /** Ends reading that is waited for. */
  readonly signal?: AbortSignal | undefined;
}

function openLines(root: string, name: string, { called, ...how }: HowToRead): Promise<RowFile> {
  return called === undefined ? openDelimited(root, name, how) : openNumberLines(root, name, called, how);
}

/** Endings of files with rows, and how these are read. */
const openers = {
  csv: openLines,
  tsv: openLines,
  txt: openLines,
  jsonl: (root, name) => openJsonLines(root, name),
  ndjson: (root, name) => openJsonLines(root, name),
  npy: (root, name, { called }) => openNpyFile(root, name, called),
  npz: (root, name) => openNpz(root, name),
  safetensors: (root, name) => openSafetensors(root, name),
  parquet: (root, name, { signal }) => openParquet(root, name, signal),
  json: (root, name, { json, signal }) => openJson(root, name, json, { signal }),
} as const satisfies Readonly<Record<RowEnding, (root: string, name: string, how: HowToRead) => Promise<RowFile>>>;

/**
 * Opens a file that holds rows, by the ending of its name.
 *
 * @throws LabError `invalid` for a file that is missing, leaves the folder or is not read; `cancelled`
 */
export async function openRowFile(root: string, name: string, part: HowToRead): Promise<RowFile> {
  if (!holdsRows(name)) {
    throw new LabError('invalid', 'ends in none of the names of files with rows.', {
      where: name,
      remedy: `Give files that end in ${rowEndings.join(', ')}.`,
    });
  }
  try {
    return await openers[endingOf(name) as RowEnding](root, name, part);
  } catch (error) {
    if (!(error instanceof RowProblem)) throw error;
    throw new LabError('invalid', error.message, { where: name, remedy: 'Correct the mapping or the file.' });
  }
}
