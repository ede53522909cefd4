import { join } from 'node:path';
import { isShipped, shippedDatasets, type DatasetManifest, type ShippedName } from '../../shared/data/dataset';
import { cancelled, LabError } from '../../shared/errors';
import { suggestion } from '../../shared/text/suggestion';
import { resourcesFolder } from '../files/resources';
import { readManifest } from './manifest';
import { captionMatch } from './shipped/caption-match';
import { cuedClasses, cuedValues } from './shipped/cued';
import { digitSum } from './shipped/digit-sum';
import { digitTrio } from './shipped/digit-trio';
import { emojiGroups } from './shipped/emoji-groups';
import { sceneContents } from './shipped/scene-contents';
import { scenes } from './shipped/scenes';
import { skeletonActions } from './shipped/skeleton-actions';
import type { ShippedDataset } from './shipped/shipped-dataset';
import type { SpectrogramSetting } from './sound/spectrogram';
import { type DatasetRow, writeDataset } from './write';

const shipped: Readonly<Record<ShippedName, ShippedDataset>> = {
  'caption-match': captionMatch,
  'emoji-groups': emojiGroups,
  'digit-trio': digitTrio,
  scenes,
  'digit-sum': digitSum,
  'scene-contents': sceneContents,
  'cued-classes': cuedClasses,
  'cued-values': cuedValues,
  'skeleton-actions': skeletonActions,
};

export interface PrepareOptions {
  /** Called now and then with the rows written so far and in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes a shipped data set into `folder`. Does nothing when the same preparation is already there; replaces a folder
 * that holds another one or whose manifest is damaged.
 *
 * @throws LabError `not-found` for an unknown name, `damaged` when the shipped files are, `cancelled`
 */
export async function prepareShipped(
  name: string,
  folder: string,
  options: PrepareOptions = {},
): Promise<DatasetManifest> {
  const known = shippedDatasets.find((one) => one === name);
  if (known === undefined) {
    throw new LabError('not-found', `No data set ${JSON.stringify(name)} ships with the lab.`, {
      where: 'dataset',
      remedy: suggestion(name, shippedDatasets, 'data sets'),
    });
  }
  const wanted = shipped[known];
  const present = await presentManifest(folder);
  if (present !== null && isSamePreparation(present, wanted)) return present;
  const rows = await wanted.rows(join(resourcesFolder(), 'data'));
  return writeDataset(folder, wanted.header, counted(rows, wanted.count, options));
}

/** Yields to other work now and then, so that progress, a heartbeat and a cancel get through. */
async function* counted(
  rows: Iterable<DatasetRow>,
  total: number,
  { onProgress, signal }: PrepareOptions,
): AsyncGenerator<DatasetRow> {
  let done = 0;
  for (const row of rows) {
    if (done % 1000 === 0) {
      onProgress?.(done, total);
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted === true) throw cancelled();
    }
    yield row;
    done += 1;
  }
  onProgress?.(done, total);
}

/** How recordings became the spectrograms of a shipped set; null: it is none, or another preparation of it, or has none. */
export function shippedSound(manifest: DatasetManifest, modality: string): SpectrogramSetting | null {
  const { name } = manifest.preparation;
  const made = isShipped(name) ? shipped[name] : null;
  if (made?.sounds === undefined || !isSamePreparation(manifest, made)) return null;
  return Object.hasOwn(made.sounds, modality) ? made.sounds[modality] : null;
}

async function presentManifest(folder: string): Promise<DatasetManifest | null> {
  try {
    return await readManifest(folder);
  } catch (error) {
    if (error instanceof LabError && (error.code === 'not-found' || error.code === 'damaged')) return null;
    throw error;
  }
}

function isSamePreparation(manifest: DatasetManifest, { header }: ShippedDataset): boolean {
  const { name, version, seed } = manifest.preparation;
  const wanted = header.preparation;
  return name === wanted.name && version === wanted.version && seed === wanted.seed;
}
