import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../../shared/errors';
import { hashOfBytes } from '../../shared/identity';
import { named } from '../../shared/lookup/named';
import { WeightsDescription } from '../../shared/models/pretrained';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { readJsonFile } from '../files/json-file';
import { keptFile, type BroughtWeights } from '../models/brought-weights';
import { folderNames, readEach, type OnUnreadable } from './folder-names';
import { layout, weightsFiles } from './layout';

const weightsFile = {
  schema: WeightsDescription,
  remedy: 'Remove the folder and add the file of weights again.',
} as const;

/** Pretrained weights of the lab, by their folder. */
export function listWeights(lab: string, onUnreadable: OnUnreadable): Promise<readonly WeightsDescription[]> {
  const read = (name: string): Promise<WeightsDescription | null> =>
    readWeightsDescription(path.join(layout.weights(lab), name));
  return folderNames(layout.weights(lab)).then((names) => readEach(names, read, onUnreadable));
}

/** Weights by their hash; null where the lab has none of it. @throws LabError `damaged`, `unsupported` */
export async function findWeights(lab: string, hash: string): Promise<WeightsDescription | null> {
  const description = await readWeightsDescription(layout.weightsOf(lab, hash));
  return description?.hash === hash ? description : null;
}

/** @param given hash, or the start of one, or the name of their file. @throws LabError `not-found`, `invalid` */
export async function showWeights(lab: string, given: string): Promise<WeightsDescription> {
  const all = await listWeights(lab, () => undefined);
  const found = named(
    'file of weights',
    given,
    all,
    ({ hash }) => hash,
    ({ file }) => [file],
  );
  if (found !== null) return found;
  throw new LabError('not-found', `There are no weights ${JSON.stringify(given)} in this lab folder.`, {
    where: 'weights',
    remedy: all.length === 0 ? 'It holds none yet.' : '`muroan model weights` shows what there is.',
  });
}

/** Keeps weights by their hash: tensors first, `weights.json` last, with which they are there. Twice the same is once. */
export async function addWeights(lab: string, file: string, brought: BroughtWeights): Promise<WeightsDescription> {
  const bytes = keptFile(brought);
  const hash = hashOfBytes(bytes);
  const known = await findWeights(lab, hash);
  if (known !== null) return known;
  const folder = layout.weightsOf(lab, hash);
  const description = describeWeights(brought, { hash, file, addedAt: new Date().toISOString() });
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(weightsFiles.tensors(folder), bytes);
  await writeFileAtomic(weightsFiles.description(folder), `${JSON.stringify(description, null, 2)}\n`);
  await syncFolder(layout.weights(lab));
  return description;
}

/** What `weights.json` says of weights. */
export function describeWeights(
  { tensors, encoder, words, converted, renamed }: BroughtWeights,
  named: Pick<WeightsDescription, 'hash' | 'file' | 'addedAt'>,
): WeightsDescription {
  return WeightsDescription.parse({
    format: 'muroan.weights',
    formatVersion: 1,
    ...named,
    encoder,
    words: words?.length ?? null,
    tensors: [...tensors]
      .map(([name, { shape }]) => ({ name, shape: [...shape] }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    parameters: [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0),
    converted,
    renamed,
  });
}

/** As it lies in a folder that is laid out as a lab. @throws LabError `damaged`, `unsupported` */
export function readWeightsDescription(folder: string): Promise<WeightsDescription | null> {
  return readJsonFile(weightsFiles.description(folder), weightsFile);
}
