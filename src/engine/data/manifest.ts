import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatasetManifest } from '../../shared/dataset';
import { LabError } from '../../shared/errors';
import { hashOf } from '../../shared/identity';
import { parse } from '../../shared/parse';

export const MANIFEST_FILE = 'manifest.json';

/** The identity of a data set's content: whatever a model or an attack can see of it, but no title or wording. */
export function contentHash(manifest: Pick<DatasetManifest, 'columns' | 'classes' | 'modalities'>): string {
  const columns = Object.fromEntries(
    Object.entries(manifest.columns).map(([name, { dtype, shape, sha256 }]) => [name, { dtype, shape, sha256 }]),
  );
  return hashOf({ columns, classes: manifest.classes, modalities: manifest.modalities });
}

/**
 * Reads and checks a data set's manifest.
 *
 * @throws LabError `not-found` without one, `unsupported` for a newer format, `damaged` when it contradicts itself
 */
export async function readManifest(folder: string): Promise<DatasetManifest> {
  const path = join(folder, MANIFEST_FILE);
  const content = await readText(path);
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw damaged(path, 'is not JSON.');
  }
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'number' && version > 1) {
    throw new LabError('unsupported', `was written by a newer version of the lab (format ${version}).`, {
      where: path,
      remedy: 'Open this lab folder with that version or a newer one.',
    });
  }
  let manifest: DatasetManifest;
  try {
    manifest = parse(DatasetManifest, json, MANIFEST_FILE);
  } catch (error) {
    throw damaged(path, error instanceof LabError ? `does not fit its format: ${error.toString()}` : String(error));
  }
  if (contentHash(manifest) !== manifest.hash) throw damaged(path, 'was changed: its content hash does not fit.');
  for (const name of ['id', 'label', 'split', 'group', ...Object.keys(manifest.modalities)]) {
    if (!(name in manifest.columns)) throw damaged(path, `names no column "${name}".`);
  }
  for (const { file } of Object.values(manifest.columns)) {
    if (basename(file) !== file || file.startsWith('.')) {
      throw damaged(path, `names the file ${JSON.stringify(file)}, which is not a plain name in this folder.`);
    }
  }
  return manifest;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    throw new LabError('not-found', 'There is no data set here.', {
      where: path,
      remedy: 'Prepare or import the data set first; `muroan data list` shows what there is.',
    });
  }
}

function damaged(where: string, problem: string): LabError {
  return new LabError('damaged', problem, {
    where,
    remedy: 'Remove the data set’s folder and prepare or import it again.',
  });
}
