import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ModelDescription } from '../../shared/models/model-description';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { layout, modelFiles } from './layout';

/** Hidden, so that nobody takes it for a model. */
const STAGED = '.import-';

/** Where a model from outside is put together, which is not made yet; what a killed engine left of others goes. */
export async function stagedFolder(lab: string): Promise<string> {
  await mkdir(layout.models(lab), { recursive: true });
  const left = (await readdir(layout.models(lab))).filter((name) => name.startsWith(STAGED));
  await Promise.all(left.map((name) => rm(path.join(layout.models(lab), name), { recursive: true, force: true })));
  return path.join(layout.models(lab), `${STAGED}${randomUUID()}`);
}

/** Makes what lies there a model of the lab. */
export async function keepStaged(lab: string, folder: string, description: ModelDescription): Promise<void> {
  await describeStaged(folder, description);
  await rename(folder, layout.model(lab, description.id));
  await syncFolder(layout.models(lab));
}

export function describeStaged(folder: string, description: ModelDescription): Promise<void> {
  return writeFileAtomic(modelFiles.description(folder), `${JSON.stringify(description, null, 2)}\n`);
}
