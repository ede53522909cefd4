import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../shared/errors';
import type { ModelDescription } from '../../shared/models/model-description';
import { readModelDescription } from '../files/model-description';
import { readUnchanged } from '../files/read-unchanged';
import { buildModel } from './build';
import type { FusedModel } from './fused-model';
import { openImported } from './imported/open';
import { networkOf } from './network';
import type { HostParameters } from './parameters';
import { readSafetensors } from './safetensors';
import { readWeights } from './weights';

const DESCRIPTION_FILE = 'model.json';
const WEIGHTS_FILE = 'weights.safetensors';
const ADAPTERS_FILE = 'adapters.safetensors';

/**
 * A model from its folder: a trained one on the current backend, an imported one by what computes it.
 *
 * @throws LabError `not-found` without the files; `unsupported` for a description by a newer app; `damaged` for one that
 * is none, and when the weights are not those that were described
 */
export async function loadModel(folder: string): Promise<FusedModel> {
  const described = await readDescription(folder);
  if (described.imported !== undefined) return openImported(folder, described, described.imported);
  const { description, path, bytes } = await readModel(folder);
  const { spec, modalities, classes, target, vocabulary } = description;
  const network = networkOf(spec.recipe, modalities, classes.length, vocabulary, target);
  return buildModel({
    id: description.id,
    recipe: spec.recipe,
    modalities,
    classes,
    ...(target === undefined ? {} : { target }),
    vocabulary,
    parameters: readWeights(bytes, network.parameters, path),
  });
}

/** A trained model as it lies in its folder, its weights on the host. @throws as `loadModel` */
export async function loadOnHost(
  folder: string,
): Promise<{ readonly description: ModelDescription; readonly weights: HostParameters }> {
  const { description, path, bytes } = await readModel(folder);
  return { description, weights: readSafetensors(bytes, path).tensors };
}

/** The weights of a trained model on the host. @throws as `loadModel` */
export async function loadWeights(folder: string): Promise<HostParameters> {
  const { path, bytes } = await readModel(folder);
  return readSafetensors(bytes, path).tensors;
}

/** Pretrained weights from their folder. @throws LabError `not-found`, or `damaged` where they are others by now */
export async function loadPretrained(folder: string, hash: string): Promise<Uint8Array> {
  const where = join(folder, WEIGHTS_FILE);
  return readUnchanged(where, hash, 'weights added').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new LabError('not-found', 'is missing.', { where, remedy: 'Add the file of weights again.' });
  });
}

async function readModel(folder: string): Promise<{
  readonly description: ModelDescription;
  readonly path: string;
  readonly bytes: Uint8Array;
}> {
  const description = await readDescription(folder);
  const path = join(folder, WEIGHTS_FILE);
  const bytes = await readWeightsFile(path, description.weightsHash);
  await checkAdapters(folder, description);
  return { description, path, bytes };
}

async function readDescription(folder: string): Promise<ModelDescription> {
  const path = join(folder, DESCRIPTION_FILE);
  const description = await readModelDescription(path);
  if (description === null) throw missing(path);
  return description;
}

/** Adapters are part of the weights already, so a folder without their file is whole; another file in their place is not. */
async function checkAdapters(folder: string, { adapters }: ModelDescription): Promise<void> {
  const path = join(folder, ADAPTERS_FILE);
  if (adapters === undefined || !existsSync(path)) return;
  await readUnchanged(path, adapters.hash, 'adapters');
}

async function readWeightsFile(path: string, hash: string): Promise<Uint8Array> {
  try {
    return await readUnchanged(path, hash, 'weights');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw missing(path);
  }
}

function missing(path: string): LabError {
  return new LabError('not-found', 'is missing.', { where: path, remedy: 'Train the model first.' });
}
