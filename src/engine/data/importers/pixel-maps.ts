import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassName, type ImportReport, type Split } from '../../../shared/dataset';
import { cancelled, LabError } from '../../../shared/errors';
import { randomFrom } from '../../random';
import { type DatasetHeader, type DatasetRow, writeDataset } from '../write';
import { openContained, readContained } from './contained-file';
import { decodePicture } from './decode-picture';
import { rootOf } from './folder-root';
import { meanOfChannels } from './grey';
import { hasAll } from './has-all';
import { decodeClasses } from './indexed-png';
import { type Importer, type ImportRequest, MissingFile, quoted, RowProblem } from './importer';
import type { Picture } from './picture';
import { resizeAndCrop, resizeAndCropClasses } from './resize';
import { textLines } from './text-lines';

const MASKS = 'masks';
const CLASSES = 'classes.txt';
const CONDITIONS = 'conditions.txt';
const LISTS: readonly { readonly file: string; readonly split: Split }[] = [
  { file: 'test.txt', split: 'test' },
  { file: 'validation.txt', split: 'validation' },
  { file: 'val.txt', split: 'validation' },
  { file: 'train.txt', split: 'train' },
];
const ENDINGS = ['.png', '.jpg', '.jpeg'];
const LARGEST_FILE = 64 * 2 ** 20;
const MOST_SENSORS = 8;
/** Masks whose pictures are looked for, to tell the layout. */
const MOST_LOOKED_AT = 50;
/** Without names of classes a mask is told from a grey picture, which has more levels. */
const FEW_LEVELS = 40;
/** Shares of the samples that test and validate, where no list says so. */
const TEST_SHARE = 0.2;
const VALIDATION_SHARE = 0.1;

/**
 * Pictures of several sensors with the class of every pixel, as segmentation sets such as MFNet's are kept: a folder for
 * each sensor and the folder `masks`, with files of equal base names; masks are PNG whose values (indexed or grey, 8 bit)
 * are classes. `classes.txt` names the classes, a line each, from value 0 on, unless the request does. Lists of base names,
 * `train.txt`, `val.txt` or `validation.txt` and `test.txt`, say the splits; without them a fifth tests and a tenth
 * validates, drawn by name. `conditions.txt` says how samples were recorded, told by the end of their names: a line holds
 * the ending and the name of the condition.
 */
export const pixelMaps: Importer = {
  title: 'pictures with the class of every pixel',
  fits: async (root) => {
    const sensors = await sensorsIn(root);
    const masks = (await readdir(join(root, MASKS))).filter((file) => file.toLowerCase().endsWith('.png')).sort();
    if (masks.length === 0) return false;
    for (const sensor of sensors) {
      const names = new Set((await readdir(join(root, sensor))).map(withoutEnding));
      if (!masks.slice(0, MOST_LOOKED_AT).every((mask) => names.has(withoutEnding(mask)))) return false;
    }
    if (await hasAll(root, [CLASSES])) return true;
    const { classes } = decodeClasses(await readContained(root, `${MASKS}/${masks[0]}`, LARGEST_FILE));
    return new Set(classes).size <= FEW_LEVELS;
  },
  import: async (request) => {
    const root = await rootOf(request, `Give the folder that holds a folder for each sensor, and ${MASKS}.`);
    const skipped: ImportReport['skipped'] = [];
    const sensors = await sensorsIn(root);
    const pixelClasses = request.pixelClasses ?? (await classesIn(root));
    const named = await namesIn(root, skipped);
    const grey = await greyOf(root, sensors, named);
    const header = headerOf(request, {
      pixelClasses,
      modalities: Object.fromEntries(
        sensors.map((sensor) => [sensor, grey.get(sensor) === true ? (1 as const) : (3 as const)]),
      ),
      conditions: await conditionsIn(root),
    });
    const rows = importedRows({ request, root, sensors, grey, named, classes: pixelClasses.length, skipped });
    const manifest = await writeDataset(request.folder, header, rows);
    return { dataset: manifest.name, hash: manifest.hash, imported: manifest.count, skipped };
  },
};

interface Found {
  readonly pixelClasses: readonly string[];
  /** Channels of each sensor. */
  readonly modalities: Readonly<Record<string, 1 | 3>>;
  readonly conditions: DatasetHeader['conditions'];
}

function headerOf({ name, title, imageSide }: ImportRequest, found: Found): DatasetHeader {
  const { pixelClasses, modalities, conditions } = found;
  return {
    name,
    title,
    task: 'What does every pixel show? The label of a sample is what fills most of it, but for the first class.',
    preparation: { name: 'pixel-maps', version: 1, seed: 0 },
    licences: ['Imported; see the terms its publisher set. Not shipped with the lab.'],
    classes: [...pixelClasses],
    pixelClasses: [...pixelClasses],
    ...(conditions === undefined ? {} : { conditions }),
    unit: 'sample',
    modalities: Object.fromEntries(
      Object.entries(modalities).map(([id, channels]) => [
        id,
        { kind: 'image' as const, height: imageSide, width: imageSide, channels },
      ]),
    ),
    oracle: null,
  };
}

async function sensorsIn(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith('.') ? [entry.name] : []));
  const sensors = folders.filter((name) => name !== MASKS).sort();
  if (!folders.includes(MASKS)) throw invalid(root, `has no folder "${MASKS}".`);
  if (sensors.length === 0) throw invalid(root, 'has no folder with pictures of a sensor.');
  if (sensors.length > MOST_SENSORS) {
    throw invalid(root, `has ${String(sensors.length)} folders beside "${MASKS}"; at most ${String(MOST_SENSORS)}.`);
  }
  const bad = sensors.find((name) => !/^[a-z][a-z0-9-]{0,31}$/u.test(name) || RESERVED.includes(name));
  if (bad !== undefined) {
    throw invalid(
      root,
      `has the folder ${quoted(bad)}, whose name cannot be that of an input. Name it with lower-case letters, digits and hyphens, and not ${RESERVED.join(', ')}.`,
    );
  }
  return sensors;
}

/** Columns that every data set has. */
const RESERVED = ['id', 'label', 'split', 'group', 'evidence', 'mask'];

/** Lines of a file that hold anything; null where there is no such file. */
async function linesOf(root: string, file: string): Promise<readonly { number: number; text: string }[] | null> {
  try {
    const lines: { number: number; text: string }[] = [];
    for await (const { number, text, problem } of textLines(await openContained(root, file))) {
      if (text === null) throw invalid(file, problem ?? 'cannot be read.');
      lines.push({ number, text: text.replace(/^\uFEFF/u, '').trim() });
    }
    return lines;
  } catch (error) {
    if (error instanceof MissingFile) return null;
    throw error instanceof RowProblem ? invalid(file, error.message) : error;
  }
}

async function classesIn(root: string): Promise<readonly string[]> {
  const lines = await linesOf(root, CLASSES);
  if (lines === null) throw invalid(root, `has no ${CLASSES}, and no names of classes were given.`);
  const names = lines.map(({ text }) => text);
  if (names.length < 2 || names.length > 255)
    throw invalid(CLASSES, `names ${String(names.length)} classes, not 2 to 255.`);
  const bad = names.find((name, index) => !ClassName.safeParse(name).success || names.indexOf(name) !== index);
  if (bad !== undefined) throw invalid(CLASSES, `names ${quoted(bad)}, which is too long or stands there twice.`);
  return names;
}

async function conditionsIn(root: string): Promise<DatasetHeader['conditions']> {
  const lines = (await linesOf(root, CONDITIONS)) ?? [];
  if (lines.length === 0) return undefined;
  return lines.slice(0, 16).map(({ number, text }) => {
    const found = /^(\S{1,60})\s+(.{1,60})$/u.exec(text);
    if (found === null) throw invalid(CONDITIONS, `line ${String(number)} is no ending and name.`);
    const [, ending, name] = found;
    return { name, ending };
  });
}

interface Named {
  readonly name: string;
  readonly split: Split;
  /** Where it is listed. */
  readonly file: string;
  readonly row: number | null;
}

/** Base names of the samples; one that two lists hold stays in the first, so that nothing tested on is trained on. */
async function namesIn(root: string, skipped: ImportReport['skipped']): Promise<readonly Named[]> {
  const taken = new Set<string>();
  const named: Named[] = [];
  for (const { file, split } of LISTS) {
    for (const { number: row, text } of (await linesOf(root, file)) ?? []) {
      const name = withoutEnding(text);
      if (taken.has(name)) skipped.push({ file, row, reason: `The name ${quoted(name)} is listed twice.` });
      else named.push({ name, split, file, row });
      taken.add(name);
    }
  }
  if (named.length > 0) return named;
  const files = (await readdir(`${root}/${MASKS}`)).filter((file) => file.toLowerCase().endsWith('.png')).sort();
  return files.map((file) => {
    const name = withoutEnding(file);
    const drawn = randomFrom('pixel-maps', 'split', name).uniform();
    const split = drawn < TEST_SHARE ? 'test' : drawn < TEST_SHARE + VALIDATION_SHARE ? 'validation' : 'train';
    return { name, split, file: `${MASKS}/${file}`, row: null };
  });
}

function withoutEnding(file: string): string {
  return file.replace(/\.(png|jpe?g)$/iu, '');
}

/** Sensors whose first picture that can be read is grey. */
async function greyOf(
  root: string,
  sensors: readonly string[],
  named: readonly Named[],
): Promise<ReadonlyMap<string, boolean>> {
  const grey = new Map<string, boolean>();
  for (const sensor of sensors) {
    for (const { name } of named) {
      const picture = await pictureOf(root, sensor, name).catch((error: unknown) => {
        if (error instanceof RowProblem) return null;
        throw error;
      });
      if (picture === null) continue;
      grey.set(sensor, isGrey(picture));
      break;
    }
  }
  return grey;
}

function isGrey({ rgb }: Picture): boolean {
  for (let at = 0; at < rgb.length; at += 3) if (rgb[at] !== rgb[at + 1] || rgb[at] !== rgb[at + 2]) return false;
  return true;
}

async function pictureOf(root: string, sensor: string, name: string): Promise<Picture> {
  for (const ending of ENDINGS) {
    try {
      return decodePicture(await readContained(root, `${sensor}/${name}${ending}`, LARGEST_FILE));
    } catch (error) {
      if (!(error instanceof MissingFile)) throw error;
    }
  }
  throw new MissingFile(`The picture ${quoted(`${sensor}/${name}`)} (png, jpg or jpeg) is missing. Copy it there.`);
}

interface Importing {
  readonly request: ImportRequest;
  readonly root: string;
  readonly sensors: readonly string[];
  readonly grey: ReadonlyMap<string, boolean>;
  readonly named: readonly Named[];
  readonly classes: number;
  readonly skipped: ImportReport['skipped'];
}

async function* importedRows(importing: Importing): AsyncGenerator<DatasetRow> {
  const { request, root, named, skipped } = importing;
  let taken = 0;
  for (const [index, { name, split, file, row }] of named.entries()) {
    // Decoding blocks; heartbeat and cancel get their turn between two samples.
    await new Promise((resolve) => setImmediate(resolve));
    if (request.signal?.aborted === true) throw cancelled();
    try {
      yield { id: name, split, group: name, ...(await sampleOf(importing, name)) };
      taken += 1;
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      skipped.push({ file, row, reason: error.message });
    }
    request.onProgress?.(index + 1, named.length);
  }
  if (taken > 0) return;
  const first = skipped.at(0);
  throw invalid(
    root,
    `None of ${String(named.length)} samples could be imported. ${first === undefined ? 'There are no masks.' : `${first.file}: ${first.reason}`}`,
  );
}

async function sampleOf(
  { request: { imageSide }, root, sensors, grey, classes }: Importing,
  name: string,
): Promise<Pick<DatasetRow, 'label' | 'inputs' | 'mask'>> {
  if (name === '' || name.length > 200) throw new RowProblem('The name is empty or longer than 200 letters.');
  const map = decodeClasses(await readContained(root, `${MASKS}/${name}.png`, LARGEST_FILE));
  const unknown = map.classes.find((value) => value >= classes);
  if (unknown !== undefined) {
    throw new RowProblem(`The mask holds the class ${String(unknown)}; the names end at ${String(classes - 1)}.`);
  }
  const inputs: Record<string, Uint8Array> = {};
  for (const sensor of sensors) {
    const picture = await pictureOf(root, sensor, name);
    if (picture.height !== map.height || picture.width !== map.width) {
      throw new RowProblem(
        `The picture of ${sensor} has ${String(picture.width)}×${String(picture.height)} pixels, the mask ${String(map.width)}×${String(map.height)}.`,
      );
    }
    const rgb = resizeAndCrop(picture, imageSide);
    inputs[sensor] = grey.get(sensor) === true ? meanOfChannels(rgb) : rgb;
  }
  const mask = resizeAndCropClasses(map, imageSide);
  return { label: commonest(mask, classes), inputs, mask };
}

/** What fills most of it, but for the first class, which stands for what is nowhere in particular. */
export function commonest(mask: Uint8Array, classes: number): number {
  const counts = new Array<number>(classes).fill(0);
  for (const value of mask) if (value > 0) counts[value] += 1;
  const most = Math.max(...counts);
  return most === 0 ? 0 : counts.indexOf(most);
}

function invalid(where: string, message: string): LabError {
  return new LabError('invalid', message, {
    where,
    remedy: `Give a folder with a folder for each sensor, ${MASKS} with PNG files of the same names, and ${CLASSES}.`,
  });
}
