import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { layout, modelFiles, weightsFiles } from '../lab/layout';

/** Those that are here by now stay; what a crash left of some goes. */
export async function placeWeights(lab: string, folder: string, hash: string): Promise<void> {
  const own = layout.weightsOf(lab, hash);
  if (existsSync(weightsFiles.description(own))) return;
  await rm(own, { recursive: true, force: true });
  await place(layout.weightsOf(folder, hash), own, `weights ${shortId(hash)}`);
}

/** Weights that are here by now stay. */
export async function placeModel(lab: string, folder: string, id: string, description: string): Promise<void> {
  if (existsSync(layout.model(lab, id))) return;
  const arrived = layout.model(folder, id);
  await writeFileAtomic(modelFiles.description(arrived), await readFile(description));
  await place(arrived, layout.model(lab, id), `model ${id}`);
}

/** Moves a folder into the lab, at once. @throws LabError `conflict` where there is one by now */
export async function place(from: string, to: string, where: string): Promise<void> {
  if (existsSync(to)) {
    throw new LabError('conflict', 'is in this lab by now.', { where, remedy: 'Open the archive again.' });
  }
  await mkdir(path.dirname(to), { recursive: true });
  await rename(from, to);
  await syncFolder(path.dirname(to));
}
