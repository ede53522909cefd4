import { join } from 'node:path';
import type { ImportReport } from '../../../shared/data/dataset';
import { cancelled } from '../../../shared/errors';
import { type DatasetHeader, type DatasetRow, writeDataset } from '../write';
import { readContained } from '../../files/contained-file';
import { decodePicture } from './decode-picture';
import { decodeDepth } from './depth-png';
import { rootOf } from './folder-root';
import { hasAll } from './has-all';
import { type Importer, type ImportRequest } from './importer';
import { RowProblem } from '../../files/row-problem';
import { resizeMeasured, resizeWhole, resizeWholeClasses, type Size } from './resize';
import { DEPTHS, invalidRoad, PICTURES, roadFilesIn, type RoadFiles, roadSplits, TRUTHS, truthOf } from './road-files';
import { ROAD_CLASSES, roadTruth } from './road-truth';

const HELD = [PICTURES, TRUTHS];
const LARGEST_FILE = 64 * 2 ** 20;
/** As 384 × 1248, to which the released code of SNE-RoadSeg and MMCert stretches pictures of about 375 × 1242. */
const WIDTH_PER_HEIGHT = 1248 / 384;

/**
 * KITTI-Road (Fritsch et al., ITSC 2013) as it is published, with the depth that SNE-RoadSeg adds (16 bits, millimetres, 0
 * where nothing was measured): `training/image_2/um_000000.png`, `training/gt_image_2/um_road_000000.png` and
 * `training/depth_u16/um_000000.png`; `umm_` and `uu_` likewise. Truths of the own lane (`um_lane_`) are not read. Depth is
 * written as MMCert's released code reads it, in 65,535ths of its range, here rounded to 8 bits.
 */
export const kittiRoad: Importer = {
  title: 'KITTI-Road',
  // Without the depth, which others publish, it is KITTI-Road all the same: the import says what is missing.
  fits: async (root) => (await hasAll(root, HELD)) || (await hasAll(join(root, 'training'), HELD)),
  import: async (request) => {
    const root = await rootOf(request, 'Give the folder data_road of KITTI-Road, or its training.');
    const skipped: ImportReport['skipped'] = [];
    const files = await roadFilesIn(root, skipped);
    const seen: Seen = { pixels: 0, unlabelled: 0 };
    const rows = importedRows({ request, root, files, skipped, seen });
    const manifest = await writeDataset(request.folder, headerOf(request), rows);
    return {
      dataset: manifest.name,
      hash: manifest.hash,
      imported: manifest.count,
      skipped,
      remarks: remarksOn(manifest.splits, files, seen),
    };
  },
};

/** Pixels of all truths that were taken, at their own size. */
interface Seen {
  pixels: number;
  unlabelled: number;
}

function sizeOf({ imageSide }: ImportRequest): Size {
  return { height: imageSide, width: Math.round(imageSide * WIDTH_PER_HEIGHT) };
}

function headerOf(request: ImportRequest): DatasetHeader {
  const size = sizeOf(request);
  return {
    name: request.name,
    title: request.title,
    task: 'Which pixels show road? Pixels that KITTI-Road leaves without a label count as not road, as in the released code of MMCert.',
    preparation: { name: 'kitti-road', version: 1, seed: 0 },
    licences: ['Imported; see the terms that KITTI sets. Not shipped with the lab.'],
    classes: [...ROAD_CLASSES],
    pixelClasses: [...ROAD_CLASSES],
    unit: 'sample',
    modalities: { rgb: { kind: 'image', ...size, channels: 3 }, depth: { kind: 'image', ...size, channels: 1 } },
    oracle: null,
  };
}

function remarksOn(
  { train, validation, test }: { readonly train: number; readonly validation: number; readonly test: number },
  { lanes }: RoadFiles,
  { pixels, unlabelled }: Seen,
): string[] {
  return [
    `A fifth of KITTI's training pictures tests, drawn at random, always the same: ${String(test)}; ${String(train)} train and ${String(validation)} validate. Its own test pictures have no published truth.`,
    `Of all pixels ${((100 * unlabelled) / pixels).toFixed(1)} % have no label and count as not road.`,
    ...(lanes === 0 ? [] : [`Truths of the driver's own lane (um_lane_…) were not read: ${String(lanes)}.`]),
  ];
}

interface Importing {
  readonly request: ImportRequest;
  readonly root: string;
  readonly files: RoadFiles;
  readonly skipped: ImportReport['skipped'];
  readonly seen: Seen;
}

async function* importedRows(importing: Importing): AsyncGenerator<DatasetRow> {
  const { request, root, files, skipped } = importing;
  const splits = roadSplits(files.names);
  let taken = 0;
  for (const [index, name] of files.names.entries()) {
    // Decoding blocks; heartbeat and cancel get their turn between two samples.
    await new Promise((resolve) => setImmediate(resolve));
    if (request.signal?.aborted === true) throw cancelled();
    try {
      yield { id: name, split: splits.get(name) ?? 'train', group: name, ...(await sampleOf(importing, name)) };
      taken += 1;
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      skipped.push({ file: `${files.below}${PICTURES}/${name}.png`, row: null, reason: error.message });
    }
    request.onProgress?.(index + 1, files.names.length);
  }
  if (taken > 0) return;
  const first = skipped.at(0);
  const why = first === undefined ? '' : ` ${first.file}: ${first.reason}`;
  throw invalidRoad(root, `None of ${String(files.names.length)} pictures could be imported.${why}`);
}

async function sampleOf(
  { request, root, files: { below }, seen }: Importing,
  name: string,
): Promise<Pick<DatasetRow, 'label' | 'inputs' | 'mask'>> {
  const read = (folder: string, file: string): Promise<Uint8Array> =>
    readContained(root, `${below}${folder}/${file}.png`, LARGEST_FILE);
  const picture = decodePicture(await read(PICTURES, name));
  const truth = roadTruth(decodePicture(await read(TRUTHS, truthOf(name))));
  const depth = decodeDepth(await read(DEPTHS, name));
  for (const [what, other] of [
    ['ground truth', truth],
    ['depth', depth],
  ] as const) {
    if (other.height === picture.height && other.width === picture.width) continue;
    throw new RowProblem(
      `The ${what} has ${String(other.width)}×${String(other.height)} pixels, the picture ${String(picture.width)}×${String(picture.height)}.`,
    );
  }
  const size = sizeOf(request);
  const mask = resizeWholeClasses(truth, size);
  seen.pixels += truth.classes.length;
  seen.unlabelled += truth.unlabelled;
  return {
    label: mask.includes(1) ? 1 : 0,
    inputs: {
      rgb: resizeWhole(picture, size),
      depth: Uint8Array.from(resizeMeasured(depth, size), (millimetres) => Math.round((255 * millimetres) / 65_535)),
    },
    mask,
  };
}
