import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportReport, Split } from '../../../shared/data/dataset';
import { LabError } from '../../../shared/errors';
import { randomFrom } from '../../random';
import { quoted } from '../../files/row-problem';

/** Folders of KITTI-Road's training set, below it. */
export const PICTURES = 'image_2';
export const TRUTHS = 'gt_image_2';
/** As SNE-RoadSeg and MMCert's released code add it. */
export const DEPTHS = 'depth_u16';

/** Share of the pictures that is not tested on, and of these the share that validates. */
const TRAINED_SHARE = 0.8;
const VALIDATION_SHARE = 0.1;

/** The pictures of a folder: of the urban marked, multiple marked and unmarked roads. */
export interface RoadFiles {
  /** Below the folder that was given; empty or ending in `/`. */
  readonly below: string;
  /** `um_000000`, in order. */
  readonly names: readonly string[];
  /** Truths of the own lane, which are not read. */
  readonly lanes: number;
}

/**
 * @param root the published `data_road`, or its `training`
 * @throws LabError `invalid` without one of the folders or without a picture
 */
export async function roadFilesIn(root: string, skipped: ImportReport['skipped']): Promise<RoadFiles> {
  const own = await foldersIn(root);
  const below = own.includes(PICTURES) || !own.includes('training') ? '' : 'training/';
  const folders = below === '' ? own : await foldersIn(join(root, below));
  const missing = [PICTURES, TRUTHS, DEPTHS].find((folder) => !folders.includes(folder));
  if (missing !== undefined) throw invalidRoad(root, `has no folder "${below}${missing}".`);
  const pictures = (await readdir(join(root, below, PICTURES))).sort();
  const truths = (await readdir(join(root, below, TRUTHS))).sort();
  const names: string[] = [];
  for (const file of pictures) {
    const name = /^((?:um|umm|uu)_\d{6})\.png$/u.exec(file)?.at(1);
    if (name !== undefined) names.push(name);
    else {
      const reason = `${quoted(file)} is not called as KITTI-Road's pictures are (um_000000.png, umm_…, uu_…).`;
      skipped.push({ file: `${below}${PICTURES}`, row: null, reason });
    }
  }
  const known = new Set(names.map((name) => `${truthOf(name)}.png`));
  for (const file of truths) {
    if (known.has(file) || isLane(file)) continue;
    const reason = `${quoted(file)} is the truth of no picture in ${PICTURES}.`;
    skipped.push({ file: `${below}${TRUTHS}`, row: null, reason });
  }
  if (names.length === 0) throw invalidRoad(root, `has no picture in "${below}${PICTURES}".`);
  return { below, names, lanes: truths.filter(isLane).length };
}

/** `um_000000` → `um_road_000000`. */
export function truthOf(name: string): string {
  return name.replace('_', '_road_');
}

function isLane(file: string): boolean {
  return /^um_lane_\d{6}\.png$/u.test(file);
}

/**
 * A fifth tests, as in MMCert's released code: of 289 pictures 58. Which, that code leaves to the order of a folder's files;
 * here the names draw it. A tenth of the others validates.
 */
export function roadSplits(names: readonly string[]): ReadonlyMap<string, Split> {
  const drawn = names
    .map((name) => ({ name, place: randomFrom('kitti-road', 'split', name).uniform() }))
    .sort((one, other) => one.place - other.place);
  const tested = names.length - Math.floor(TRAINED_SHARE * names.length);
  const validated = tested + Math.round(VALIDATION_SHARE * (names.length - tested));
  return new Map(
    drawn.map(({ name }, place) => [name, place < tested ? 'test' : place < validated ? 'validation' : 'train']),
  );
}

/** Links do not count: what they lead to may lie outside. */
async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

export function invalidRoad(where: string, message: string): LabError {
  return new LabError('invalid', message, {
    where,
    remedy: `Give the folder data_road of KITTI-Road, or its training, with ${PICTURES} and ${TRUTHS}, and ${DEPTHS} as SNE-RoadSeg publishes it beside them.`,
  });
}
