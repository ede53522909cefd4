import { join } from 'node:path';
import type { DatasetManifest } from '../../shared/dataset';
import { cancelled, LabError } from '../../shared/errors';
import { resourcesFolder } from '../files/resources';
import { readManifest } from './manifest';
import { captionMatch } from './shipped/caption-match';
import { emojiGroups } from './shipped/emoji-groups';
import type { ShippedDataset } from './shipped/shipped-dataset';
import { type DatasetRow, writeDataset } from './write';

/** The data sets that ship with the lab. */
const SHIPPED: readonly ShippedDataset[] = [captionMatch, emojiGroups];

/** Their names. */
export const shippedDatasets: readonly string[] = SHIPPED.map(({ header }) => header.name);

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
  const shipped = SHIPPED.find(({ header }) => header.name === name);
  if (shipped === undefined) {
    throw new LabError('not-found', `No data set ${JSON.stringify(name)} ships with the lab.`, {
      where: 'dataset',
      remedy: `Give one of ${shippedDatasets.join(', ')}.`,
    });
  }
  const present = await presentManifest(folder);
  if (present !== null && isSamePreparation(present, shipped)) return present;
  const rows = await shipped.rows(join(resourcesFolder(), 'data'));
  return writeDataset(folder, shipped.header, counted(rows, shipped.count, options));
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
