/** Where the arrays of clips lie: files of one split each, of any of their usual names, or one file of them. */
import { readdir } from 'node:fs/promises';
import type { Split } from '../../../../shared/data/dataset';
import { archiveArrays, folderArrays, type ArrayStore } from '../array-store';
import { readContained } from '../../../files/contained-file';
import { MissingFile, quoted, RowProblem } from '../../../files/row-problem';
import { nameOfLone } from '../../../files/lone-file';
import type { Npy } from '../npy';

const MOST_ROWS = 1_000_000;
const LARGEST_LIST = 64 * 2 ** 20;

/** What pre-processings put before or behind the names of arrays. Of `val` alone beside `train`, `val` is what tests. */
const SPLITS: readonly (readonly [word: string, split: Split])[] = [
  ['train', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
];
/** Usual names, * standing for the split. */
const CLIPS = ['*_data', '*_data_joint', '*_position', 'x_*', '*_x'];
const LABELS = ['*_label', '*_labels', 'y_*', '*_y'];
const FRAMES = ['*_num_frame', '*_frames'];
const CLIPS_OF_ALL = ['skeletons', 'data', 'data_joint', 'position', 'x'];
const LABELS_OF_ALL = ['labels', 'label', 'y'];
const FRAMES_OF_ALL = ['num_frame', 'frames'];

export interface ClipPart {
  /** Null where nothing says it. */
  readonly split: Split | null;
  /** What its ids begin with; empty where there is one part only. */
  readonly prefix: string;
  /** Where the clips are, for messages. */
  readonly place: string;
  readonly clips: Npy;
  readonly labels: readonly number[];
  readonly frames: readonly number[] | null;
  readonly names: readonly string[] | null;
  readonly subjects: readonly string[] | null;
}

export interface ClipParts {
  readonly parts: readonly ClipPart[];
  readonly close: () => Promise<void>;
}

/** @throws RowProblem where the folder holds no clips with labels */
export async function openClips(root: string): Promise<ClipParts> {
  const lone = await nameOfLone(root);
  const files = lone === null ? await readdir(root) : [lone];
  const pickle = files.find((name) => /\.(?:pkl|pickle)$/u.test(name));
  const archives = files.filter((name) => name.endsWith('.npz'));
  if (archives.length > 1) {
    throw new RowProblem(`There are several files of arrays: ${archives.sort().join(', ')}. Leave one in the folder.`);
  }
  const store = archives.length === 1 ? await archiveArrays(root, archives[0]) : await folderArrays(root, '');
  const opened: Npy[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((array) => array.close()));
    await store.close();
  };
  const open = async (name: string): Promise<Npy> => {
    const array = await store.open(name);
    opened.push(array);
    return array;
  };
  try {
    const parts: ClipPart[] = [];
    for (const [word, split] of SPLITS) {
      const clips = named(store, CLIPS, word);
      if (clips !== null) parts.push(await partOf(word, split, clips));
    }
    if (parts.length === 0) {
      const clips = named(store, CLIPS_OF_ALL, '');
      if (clips === null) throw new RowProblem(withoutClips(pickle));
      parts.push(await partOf('', null, clips));
    }
    const twice = parts.find(({ split }, at) => parts.findIndex((one) => one.split === split) !== at);
    if (twice !== undefined) throw new RowProblem(`Two files hold the ${twice.split ?? ''} split.`);
    const isTested = parts.some(({ split }) => split === 'test' || split === null);
    return {
      parts: isTested ? parts : parts.map((part) => (part.split === 'validation' ? { ...part, split: 'test' } : part)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }

  async function partOf(word: string, split: Split | null, clipsName: string): Promise<ClipPart> {
    const clips = await open(clipsName);
    const [count] = clips.shape;
    const place = store.placeOf(clipsName);
    if (count > MOST_ROWS) throw new RowProblem(`${quoted(place)} has ${count} rows, more than ${MOST_ROWS}.`);
    const labelsName = named(store, word === '' ? LABELS_OF_ALL : LABELS, word);
    if (labelsName === null) throw new RowProblem(withoutLabels(word, pickle));
    const numbers = async (name: string): Promise<readonly number[]> => {
      const array = await open(name);
      if (array.shape[0] !== count) {
        throw new RowProblem(`${quoted(store.placeOf(name))} has ${array.shape[0]} rows, and the clips have ${count}.`);
      }
      const values: number[] = [];
      for (let row = 0; row < count; row += 1) values.push(labelOf(await array.row(row)));
      return values;
    };
    const framesName = named(store, word === '' ? FRAMES_OF_ALL : FRAMES, word);
    const start = word === '' ? '' : `${word}_`;
    const list = (what: string): Promise<readonly string[] | null> => linesOf(root, `${start}${what}.txt`, count);
    return {
      split,
      prefix: word,
      place,
      clips,
      labels: await numbers(labelsName),
      frames: framesName === null ? null : await numbers(framesName),
      names: await list('names'),
      subjects: await list('subjects'),
    };
  }
}

function named({ names }: ArrayStore, usual: readonly string[], word: string): string | null {
  return usual.map((name) => name.replace('*', word)).find((name) => names.includes(name)) ?? null;
}

/** A number, or the place of the one in a row of zeros. */
function labelOf(row: Float64Array): number {
  if (row.length === 1) return row[0];
  const place = row.indexOf(1);
  return row.every((value, at) => value === (at === place ? 1 : 0)) ? place : Number.NaN;
}

async function linesOf(root: string, name: string, count: number): Promise<readonly string[] | null> {
  let bytes: Uint8Array;
  try {
    bytes = await readContained(root, name, LARGEST_LIST);
  } catch (error) {
    if (error instanceof MissingFile) return null;
    throw error;
  }
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/u);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length !== count) throw new RowProblem(`${quoted(name)} has ${lines.length} lines for ${count} rows.`);
  return lines.map((line) => line.trim());
}

function withoutClips(pickle: string | undefined): string {
  return pickle === undefined
    ? 'There is no array of clips: train_data.npy and val_data.npy, a file .npz with x_train and x_test, or skeletons.npy.'
    : `There is no array of clips. ${quoted(pickle)} is a pickle: opening one runs code that is in it, so it is never opened. Save its arrays with numpy.save.`;
}

function withoutLabels(word: string, pickle: string | undefined): string {
  const start = word === '' ? '' : `${word}_`;
  const wanted = word === '' ? 'labels.npy' : `${word}_label.npy`;
  const missing = `There are no labels: ${wanted}, a whole number from 0 on for each row.`;
  if (pickle === undefined) return missing;
  const refused = `${missing} ${quoted(pickle)} is a pickle: opening one runs code that is in it, so it is never opened.`;
  // Of a name with quotes in it no command is made.
  if (!/^[\w.-]+$/u.test(pickle)) return refused;
  const own = word === '' ? pickle : pickle.replace(/^(?:train|val|valid|dev|test)_/u, start);
  return `${refused} Where you trust it, save what it holds: python -c "import pickle, numpy; names, labels = pickle.load(open('${own}', 'rb')); numpy.save('${wanted}', labels); open('${start}names.txt', 'w').write('\\n'.join(names))"`;
}
