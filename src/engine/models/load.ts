import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../shared/errors';
import { hashOfBytes } from '../../shared/identity';
import { parse } from '../../shared/parse';
import { ModelDescription } from '../../shared/recipe';
import { buildModel } from './build';
import type { FusedModel } from './fused-model';
import { networkOf } from './network';
import { readWeights } from './weights';

const DESCRIPTION_FILE = 'model.json';
const WEIGHTS_FILE = 'weights.safetensors';

/**
 * A trained model from its folder, on the current backend.
 *
 * @throws LabError `not-found` without the files; `invalid` for a description that is not one; `damaged` when the
 * weights are not those that were described
 */
export async function loadModel(folder: string): Promise<FusedModel> {
  const description = parse(ModelDescription, await readJson(join(folder, DESCRIPTION_FILE)), DESCRIPTION_FILE);
  const path = join(folder, WEIGHTS_FILE);
  const bytes = await read(path);
  if (hashOfBytes(bytes) !== description.weightsHash) {
    throw new LabError('damaged', 'does not hold the weights that model.json describes (its hash differs).', {
      where: path,
      remedy: 'Restore the file from a backup, or delete the model folder and train the model again.',
    });
  }
  const { spec, modalities, classes, vocabulary } = description;
  const network = networkOf(spec.recipe, modalities, classes.length, vocabulary);
  return buildModel({
    id: description.id,
    recipe: spec.recipe,
    modalities,
    classes,
    vocabulary,
    parameters: readWeights(bytes, network.parameters, path),
  });
}

async function readJson(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await read(path));
  try {
    return JSON.parse(text);
  } catch {
    throw new LabError('damaged', 'is not JSON.', {
      where: path,
      remedy: 'Restore the file, or train the model again.',
    });
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new LabError('not-found', 'is missing.', { where: path, remedy: 'Train the model first.' });
  }
}
