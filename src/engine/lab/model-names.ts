import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { LabError } from '../../shared/errors';
import { NamedModel } from '../../shared/models/model-name';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { readJsonFile } from '../files/json-file';
import { folderNames, readEach } from './folder-names';
import { layout, modelFiles } from './layout';

/** `name.json` of a model folder. Beside the description, which is hashed into reports and never changes. */
const nameFile = {
  schema: z.strictObject({
    format: z.literal('muroan.model-name'),
    formatVersion: z.literal(1),
    ...NamedModel.shape,
  }),
  remedy: 'Remove the file, and name the model again.',
} as const;

/** The models of a lab that have a name. */
export async function listNames(
  lab: string,
  onUnreadable: (error: LabError, name: string) => void,
): Promise<readonly NamedModel[]> {
  const names = await folderNames(layout.models(lab));
  return readEach(names, (name) => readName(path.join(layout.models(lab), name)), onUnreadable);
}

/** Gives a model a name; null takes it away. */
export async function writeName(lab: string, model: string, name: string | null): Promise<void> {
  const folder = layout.model(lab, model);
  const file = modelFiles.name(folder);
  if (name === null) {
    await rm(file, { force: true });
    await syncFolder(folder);
    return;
  }
  const content: z.infer<typeof nameFile.schema> = { format: 'muroan.model-name', formatVersion: 1, model, name };
  await writeFileAtomic(file, `${JSON.stringify(content, null, 2)}\n`);
}

async function readName(folder: string): Promise<NamedModel | null> {
  const file = await readJsonFile(modelFiles.name(folder), nameFile);
  return file === null ? null : { model: file.model, name: file.name };
}
