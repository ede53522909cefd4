import { existsSync } from 'node:fs';
import type { DatasetManifest } from '../../shared/dataset';
import { LabError } from '../../shared/errors';
import { MANIFEST_FILE, readManifest } from '../data/manifest';
import { openDataset } from '../data/open';
import type { Dataset } from '../data/dataset';
import path from 'node:path';
import { folderNames } from './folder-names';
import { layout } from './layout';

/** Manifests of the lab's data sets, by name. One that is half written has no manifest and is left out. */
export async function listDatasets(lab: string): Promise<readonly DatasetManifest[]> {
  const names = await folderNames(layout.datasets(lab));
  return Promise.all(
    names
      .map((name) => layout.dataset(lab, name))
      .filter((folder) => existsSync(path.join(folder, MANIFEST_FILE)))
      .map((folder) => readManifest(folder)),
  );
}

/** @throws LabError `not-found` naming what there is, `damaged`, `unsupported` */
export async function showDataset(lab: string, name: string): Promise<DatasetManifest> {
  return readManifest(await existingFolder(lab, name));
}

/** @throws LabError as `showDataset` */
export async function openLabDataset(lab: string, name: string): Promise<Dataset> {
  return openDataset(await existingFolder(lab, name));
}

async function existingFolder(lab: string, name: string): Promise<string> {
  const folder = layout.dataset(lab, name);
  if (existsSync(path.join(folder, MANIFEST_FILE))) return folder;
  const names = (await listDatasets(lab)).map((manifest) => manifest.name);
  throw new LabError('not-found', `is ${JSON.stringify(name)}. This lab folder holds no data set of that name.`, {
    where: 'dataset',
    remedy:
      names.length === 0 ? 'Prepare or import one first.' : `Give ${oneOf(names)}, or prepare or import it first.`,
  });
}

function oneOf(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  return quoted.length === 1 ? quoted[0] : `one of ${quoted.join(', ')}`;
}
