import { basename, join } from 'node:path';
import { DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import { hashOf } from '../../shared/identity';
import { readJsonFile } from '../files/json-file';

export const MANIFEST_FILE = 'manifest.json';

const manifestFile = {
  schema: DatasetManifest,
  remedy: 'Remove the data set’s folder and prepare or import it again.',
} as const;

/** The identity of a data set's content: whatever a model or an attack can see of it, but no title or wording. */
export function contentHash(
  manifest: Pick<DatasetManifest, 'columns' | 'classes' | 'target' | 'pixelClasses' | 'modalities'>,
): string {
  const columns = Object.fromEntries(
    Object.entries(manifest.columns).map(([name, { dtype, shape, sha256 }]) => [name, { dtype, shape, sha256 }]),
  );
  const { classes, target, pixelClasses, modalities } = manifest;
  return hashOf({
    columns,
    classes,
    ...(target === undefined ? {} : { target }),
    ...(pixelClasses === undefined ? {} : { pixelClasses }),
    modalities,
  });
}

/**
 * Reads and checks a data set's manifest.
 *
 * @throws LabError `not-found` without one, `unsupported` for a newer format, `damaged` when it contradicts itself
 */
export async function readManifest(folder: string): Promise<DatasetManifest> {
  const path = join(folder, MANIFEST_FILE);
  const manifest = await readJsonFile(path, manifestFile);
  if (manifest === null) {
    throw new LabError('not-found', 'There is no data set here.', {
      where: path,
      remedy: 'Prepare or import the data set first; `muroan data list` shows what there is.',
    });
  }
  if (contentHash(manifest) !== manifest.hash) throw damaged(path, 'was changed: its content hash does not fit.');
  for (const name of ['id', 'label', 'split', 'group', ...Object.keys(manifest.modalities)]) {
    if (!(name in manifest.columns)) throw damaged(path, `names no column "${name}".`);
  }
  if (manifest.target !== undefined && !('target' in manifest.columns))
    throw damaged(path, 'names no column "target".');
  if (manifest.pixelClasses !== undefined && !('mask' in manifest.columns))
    throw damaged(path, 'names no column "mask".');
  for (const { file } of Object.values(manifest.columns)) {
    if (basename(file) !== file || file.startsWith('.')) {
      throw damaged(path, `names the file ${JSON.stringify(file)}, which is not a plain name in this folder.`);
    }
  }
  return manifest;
}

function damaged(where: string, problem: string): LabError {
  return new LabError('damaged', problem, { where, remedy: manifestFile.remedy });
}
