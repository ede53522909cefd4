import type { ArchivedFile } from '../../shared/runs/archived-file';
import type { DatasetManifest } from '../../shared/data/dataset';
import type { ModelDescription } from '../../shared/models/model-description';
import { layout } from '../lab/layout';
import { checkArrivedImported } from './check-arrived-imported';
import { archivedNames, filesOfImported, folderOf } from './places';
import { strange } from './refusals';

interface ArrivedModel {
  /** Laid out as a lab. */
  readonly folder: string;
  readonly model: ModelDescription;
  /** Of the data that its run was computed on. */
  readonly manifest: DatasetManifest;
  /** Name of its description in the archive, for errors. */
  readonly described: string;
  readonly wanted: ReadonlyMap<string, ArchivedFile>;
}

/**
 * Has a model come with what answers, so that it becomes one of this lab?
 *
 * @throws LabError `damaged` for files that are not its own, `unsupported`
 */
export async function checkArrivedModel({
  folder,
  model,
  manifest,
  described,
  wanted,
}: ArrivedModel): Promise<boolean> {
  const place = layout.model(folder, model.id);
  const own = new Map(
    [...wanted].filter(([name]) => /^(?:weights|adapters|imported)\//u.test(name) && folderOf(folder, name) === place),
  );
  if (own.size === 0) return false;
  const { id, imported, weightsHash } = model;
  const weights = archivedNames.weights(id);
  const belonging =
    imported === undefined ? [weights, archivedNames.adapters(id)] : [...filesOfImported(id, imported).keys()];
  const other = [...own.keys()].find((name) => !belonging.includes(name));
  if (other !== undefined) throw strange(other, `is no file of the model that ${described} describes.`);
  if (imported === undefined) return own.get(weights)?.sha256 === weightsHash;
  await checkArrivedImported({ folder, model, imported, manifest, described, own });
  return true;
}
