import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportReport } from '../../../../shared/data/dataset';
import { cancelled } from '../../../../shared/errors';
import { type DatasetHeader, type DatasetRow, writeDataset } from '../../write';
import { commonestClass } from '../commonest-class';
import { readContained } from '../../../files/contained-file';
import { rootOf } from '../folder-root';
import { meanOfChannels } from '../grey';
import { hasAll } from '../has-all';
import { decodeClasses } from '../indexed-png';
import { type Importer, type ImportRequest } from '../importer';
import { RowProblem } from '../../../files/row-problem';
import { resizeAndCrop, resizeAndCropClasses } from '../resize';
import { CLASSES, invalidFolder, LARGEST_FILE, MASKS, withoutEnding } from './layout';
import { classesIn, conditionsIn, namesIn, type Named } from './lists';
import { greyOf, pictureOf, sensorsIn } from './sensors';

/** Masks whose pictures are looked for, to tell the layout. */
const MOST_LOOKED_AT = 50;
/** Without names of classes a mask is told from a grey picture, which has more levels. */
const FEW_LEVELS = 40;
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
  throw invalidFolder(
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
  return { label: commonestClass(mask, classes), inputs, mask };
}
