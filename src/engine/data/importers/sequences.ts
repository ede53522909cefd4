import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Split, type ImportReport } from '../../../shared/dataset';
import { cancelled, LabError } from '../../../shared/errors';
import { randomFrom } from '../../random';
import type { ModalityShape } from '../modality-writer';
import { writeDataset, type DatasetHeader, type DatasetRow } from '../write';
import { archiveArrays, folderArrays, type ArrayStore } from './array-store';
import { readContained } from './contained-file';
import { rootOf } from './folder-root';
import { MissingFile, quoted, RowProblem, type Importer, type ImportRequest } from './importer';
import type { Npy } from './npy';
import { areSentiments, MOST } from './sentiments';

/** Folders of the splits, by any of their usual names. */
const FOLDERS: Readonly<Record<string, Split>> = {
  train: 'train',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  test: 'test',
};
const LABELS = 'labels';
const LENGTHS = '.lengths';
/** Ending of arrays that are one file. */
const ARCHIVE = '.npz';
/** Shares of the rows that test and validate, where no folder says so. */
const TEST_SHARE = 0.2;
const VALIDATION_SHARE = 0.1;
const LARGEST_LIST = 64 * 2 ** 20;

/**
 * Arrays of sequences with a value each, as CMU-MOSI and CMU-MOSEI are passed on: `NAME.npy` [N, T, F] for each input,
 * `labels.npy` [N] or [N, 1, 1] from −3 to 3, in folders `train`, `valid` and `test`, or in one folder (a fifth then tests and a
 * tenth validates, drawn by id). Optional: `NAME.lengths.npy` [N], how many steps of each row count from the first on; without it
 * steps of zeros before the first and behind the last other one are padding. `ids.txt` and `groups.txt`, a line a row: what rows
 * are called, and the unit that intervals cluster by, such as the video. In place of a folder of arrays there may be one file of
 * them, `train.npz` and so on; its lists are `train.ids.txt` and `train.groups.txt`.
 */
export const sequences: Importer = {
  title: 'arrays of CMU-MOSI or CMU-MOSEI',
  fits: async (root) => {
    const parts = await openParts(root);
    try {
      shapesOf(parts);
      return await areSentiments(parts[0].arrays.labels);
    } finally {
      await closed(parts);
    }
  },
  import: async (request) => {
    const root = await rootOf(request, 'Give the folder that holds the arrays.');
    const parts = await openParts(root);
    try {
      const shapes = shapesOf(parts);
      const skipped: ImportReport['skipped'] = [];
      const remarks = new Set<string>();
      const rows = rowsOf(request, parts, Object.keys(shapes), skipped, remarks);
      const manifest = await writeDataset(request.folder, headerOf(request, shapes, parts), rows).catch(
        (error: unknown) => {
          if (skipped.length === 0 || !(error instanceof LabError) || error.code !== 'invalid') throw error;
          throw invalid(`No row could be imported. ${skipped[0].file}, row ${skipped[0].row}: ${skipped[0].reason}`);
        },
      );
      return {
        dataset: manifest.name,
        hash: manifest.hash,
        imported: manifest.count,
        skipped,
        ...(remarks.size === 0 ? {} : { remarks: [...remarks] }),
      };
    } finally {
      await closed(parts);
    }
  },
};

/** The arrays of one folder, by their file names without `.npy`. */
interface Part {
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

async function openParts(root: string): Promise<readonly Part[]> {
  const names = await readdir(root);
  const bare = (name: string): string => (name.endsWith(ARCHIVE) ? name.slice(0, -ARCHIVE.length) : name);
  const place = (name: string): number => Split.options.indexOf(FOLDERS[bare(name)]);
  const folders = names
    .filter((name) => Object.hasOwn(FOLDERS, bare(name)))
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const splits = folders.map((folder) => FOLDERS[bare(folder)]);
  const twice = splits.find((split, at) => splits.indexOf(split) !== at);
  if (twice !== undefined)
    throw invalid(
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
    throw error instanceof RowProblem ? invalid(error.message) : error;
  }
}

async function closed(parts: readonly Part[]): Promise<void> {
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

/** Steps and features of each input, in all folders alike but for the steps. */
function shapesOf(parts: readonly Part[]): Readonly<Record<string, { steps: number; features: number }>> {
  const namesIn = ({ arrays }: Part): readonly string[] =>
    Object.keys(arrays).filter((name) => name !== LABELS && !name.endsWith(LENGTHS));
  const names = namesIn(parts[0]);
  if (names.length === 0) throw invalid('There is no array of sequences beside the labels.');
  return Object.fromEntries(
    names.map((name) => {
      if (!/^[A-Za-z][A-Za-z0-9_-]{0,29}$/u.test(name)) {
        throw invalid(`${quoted(name)} is no name of an input: letters, digits, "-" and "_", beginning with a letter.`);
      }
      const shapes = parts.map((part) => {
        const shape = namesIn(part).includes(name) ? part.arrays[name].shape : null;
        if (shape?.length !== 3 || shape.includes(0)) {
          throw invalid(`${quoted(part.placeOf(name))} is not an array of rows × steps × features.`);
        }
        return { steps: shape[1], features: shape[2] };
      });
      const [{ features }] = shapes;
      if (shapes.some((shape) => shape.features !== features)) {
        throw invalid(`${quoted(name)} has not as many features in every folder.`);
      }
      return [name, { steps: Math.max(...shapes.map(({ steps }) => steps)), features }];
    }),
  );
}

function headerOf(
  { name, title }: ImportRequest,
  shapes: ReturnType<typeof shapesOf>,
  parts: readonly Part[],
): DatasetHeader {
  return {
    name,
    title,
    task: 'How positive is it, from −3 to 3?',
    preparation: { name: 'sequences', version: 1, seed: 0 },
    licences: ['Imported; see the terms its publisher set. Not shipped with the lab.'],
    classes: ['sentiment'],
    target: { kind: 'value', unit: '', range: [-MOST, MOST], tolerance: 0.5 },
    unit: parts.some(({ groups }) => groups !== null) ? 'group' : 'sample',
    modalities: Object.fromEntries(
      Object.entries(shapes).map(([id, { steps, features }]): [string, ModalityShape] => [
        id,
        {
          kind: 'sequence',
          steps,
          features: Array.from({ length: features }, (_, at) => `${id} ${String(at + 1)}`),
          varies: true,
        },
      ]),
    ),
    oracle: null,
  };
}

async function* rowsOf(
  { signal, onProgress }: ImportRequest,
  parts: readonly Part[],
  names: readonly string[],
  skipped: ImportReport['skipped'],
  remarks: Set<string>,
): AsyncGenerator<DatasetRow> {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const taken = new Set<string>();
  let done = 0;
  for (const part of parts) {
    for (let row = 0; row < part.count; row += 1) {
      if (signal?.aborted === true) throw cancelled();
      try {
        const made = await rowOf(part, row, names, remarks);
        if (taken.has(made.id)) throw new RowProblem(`The id ${quoted(made.id)} occurs twice.`);
        taken.add(made.id);
        yield made;
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error;
        skipped.push({ file: part.placeOf(LABELS), row: row + 1, reason: error.message });
      }
      done += 1;
      onProgress?.(done, total);
    }
  }
}

async function rowOf(part: Part, row: number, names: readonly string[], remarks: Set<string>): Promise<DatasetRow> {
  const { split, folder, arrays, ids, groups } = part;
  const label = await arrays.labels.row(row);
  if (label.length !== 1) throw new RowProblem(`The row has ${label.length} labels, not one.`);
  if (!(Math.abs(label[0]) <= MOST)) throw new RowProblem(`The label is ${label[0]}, outside of −3 to 3.`);
  const id = ids?.[row] ?? (folder === '' ? String(row + 1) : `${folder}-${String(row + 1)}`);
  if (id === '') throw new RowProblem('The id is empty.');
  const inputs: Record<string, Float32Array> = {};
  for (const name of names) inputs[name] = await valueOf(part, name, row, remarks);
  return {
    id,
    label: 0,
    target: [Math.fround(label[0])],
    split: split ?? drawnSplit(id),
    group: groups?.[row] ?? id,
    inputs,
  };
}

/** The steps of a row that count, in their order. */
async function valueOf({ arrays }: Part, name: string, row: number, remarks: Set<string>): Promise<Float32Array> {
  const array = arrays[name];
  const [, steps, features] = array.shape;
  // As the released loader of MulT has it: a level of nothing is minus infinity in COVAREP’s features.
  const values = Float32Array.from(await array.row(row), (value) => {
    if (value !== -Infinity) return value;
    remarks.add(`Minus infinity in ${quoted(name)} is read as 0, as by the released loader of MulT.`);
    return 0;
  });
  if (!values.every(Number.isFinite)) throw new RowProblem(`${quoted(name)} holds a number that is not finite.`);
  const told = Object.hasOwn(arrays, `${name}.lengths`) ? (await arrays[`${name}.lengths`].row(row))[0] : null;
  if (told !== null) {
    if (!Number.isInteger(told) || told < 1 || told > steps) {
      throw new RowProblem(`${quoted(name)} is told to have ${told} steps of ${steps}.`);
    }
    return values.slice(0, told * features);
  }
  const isPadding = (step: number): boolean =>
    values.subarray(step * features, (step + 1) * features).every((value) => value === 0);
  let [first, end] = [0, steps];
  while (end > 1 && isPadding(end - 1)) end -= 1;
  while (first < end - 1 && isPadding(first)) first += 1;
  if (end - first < steps) {
    remarks.add(`Steps of zeros before and behind those of a row of ${quoted(name)} are taken for padding.`);
  }
  return values.slice(first * features, end * features);
}

function drawnSplit(id: string): Split {
  const drawn = randomFrom('sequences', 'split', id).uniform();
  return drawn < TEST_SHARE ? 'test' : drawn < TEST_SHARE + VALIDATION_SHARE ? 'validation' : 'train';
}

function invalid(problem: string): LabError {
  return new LabError('invalid', problem, {
    where: 'folder',
    remedy:
      'Put NAME.npy for each input and labels.npy into folders train, valid and test, or into files train.npz and so on; `muroan data import --help` tells the rest.',
  });
}
