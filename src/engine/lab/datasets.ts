import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import { oneOf } from '../../shared/text/wording';
import { MANIFEST_FILE, readManifest } from '../data/manifest';
import { openDataset } from '../data/open';
import type { Dataset } from '../data/dataset';
import { folderNames, readEach, type OnUnreadable } from './folder-names';
import { layout } from './layout';

/** Manifests of the lab's data sets, by name. One that is half written has no manifest and is left out. */
export async function listDatasets(lab: string, onUnreadable: OnUnreadable): Promise<readonly DatasetManifest[]> {
  return readEach(await datasetNames(lab), (name) => readManifest(layout.dataset(lab, name)), onUnreadable);
}

async function datasetNames(lab: string): Promise<readonly string[]> {
  const names = await folderNames(layout.datasets(lab));
  return names.filter((name) => existsSync(path.join(layout.dataset(lab, name), MANIFEST_FILE)));
}

/** @throws LabError `not-found` naming what there is, `damaged`, `unsupported` */
export async function showDataset(lab: string, name: string): Promise<DatasetManifest> {
  return readManifest(await datasetFolder(lab, name));
}

/** @throws LabError as `showDataset` */
export async function openLabDataset(lab: string, name: string): Promise<Dataset> {
  return openDataset(await datasetFolder(lab, name));
}

/** Folder of a data set that is there. @throws LabError `not-found` naming what there is */
export async function datasetFolder(lab: string, name: string): Promise<string> {
  const folder = layout.dataset(lab, name);
  if (existsSync(path.join(folder, MANIFEST_FILE))) return folder;
  const names = await datasetNames(lab);
  throw new LabError('not-found', `is ${JSON.stringify(name)}. This lab folder holds no data set of that name.`, {
    where: 'dataset',
    remedy:
      names.length === 0 ? 'Prepare or import one first.' : `Give ${oneOf(names)}, or prepare or import it first.`,
  });
}
