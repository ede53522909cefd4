import { DatasetName, isShipped, shippedDatasets, type DatasetManifest } from '../data/dataset';
import { LabError } from '../errors';
import type { LabConnection } from '../lab-channel/lab-connection';
import { parse } from '../parse';
import { suggestion } from '../text/suggestion';

/** Finds a data set by name. @throws LabError `not-found` */
export async function findDataset(lab: LabConnection, name: string): Promise<DatasetManifest> {
  const manifests = await lab.request('data.list', {});
  const found = manifests.find((manifest) => manifest.name === name);
  if (found !== undefined) return found;
  throw new LabError('not-found', `There is no data set ${JSON.stringify(name)} in this lab folder.`, {
    where: 'data set',
    remedy: suggestion(
      name,
      manifests.map((manifest) => manifest.name),
      'data sets',
    ),
  });
}

/**
 * Finds a data set by name; one that ships with the lab is written into the lab folder first.
 *
 * @param where what names it: `--data`, `plan.data.dataset`
 * @throws LabError `not-found`, `invalid` for what can be no name
 */
export async function ensureDataset(lab: LabConnection, name: string, where: string): Promise<DatasetManifest> {
  const dataset = parse(DatasetName, name, where);
  const manifests = await lab.request('data.list', {});
  const found = manifests.find((manifest) => manifest.name === dataset);
  if (found !== undefined) return found;
  if (isShipped(dataset)) return lab.request('data.prepare', { dataset });
  const known = new Set([...manifests.map((manifest) => manifest.name), ...shippedDatasets]);
  throw new LabError(
    'not-found',
    `There is no data set ${JSON.stringify(name)}, in this lab folder or shipped with it.`,
    {
      where,
      remedy: suggestion(name, [...known], 'data sets'),
    },
  );
}
