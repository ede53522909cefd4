import { readFile } from 'node:fs/promises';
import { LabError } from '../../shared/errors';
import { hashOfBytes } from '../../shared/identity';
import { layout, modelFiles } from '../lab/layout';
import { hashOfWeights, showModel } from '../lab/models';
import { mergeAgain, type GivenFile } from '../models/adapters/merge-again';

export interface MergedAdapters {
  readonly model: string;
  /** The ensemble whose frozen weights the adapters are put over. */
  readonly ensemble: string;
  readonly weights: Uint8Array;
  /** Are they the weights that the model answers with, to the bit? */
  readonly same: boolean;
}

/**
 * Puts the adapters of a model over the frozen weights of its ensemble again.
 *
 * @param given id of the model, or the start of one
 * @throws LabError `invalid` for a model without adapters; `not-found` without one of the files; as `mergeAgain`
 */
export async function mergeAdapters(lab: string, given: string): Promise<MergedAdapters> {
  const { id, adapters, encodersFrom } = await showModel(lab, given);
  if (adapters === undefined || encodersFrom === undefined) {
    throw new LabError('invalid', 'has no adapters: its weights are as they were trained.', {
      where: 'model',
      remedy: 'Name a model that was trained with adapters.',
    });
  }
  const ensemble = await fileAt(
    modelFiles.weights(layout.model(lab, encodersFrom.model)),
    'Train the ensemble of this model again; it is the same, to the bit, on the same device.',
  );
  const file = await fileAt(
    modelFiles.adapters(layout.model(lab, id)),
    'Restore it from a backup, or train the model again.',
  );
  const weights = mergeAgain(adapters, ensemble, file);
  const same = hashOfBytes(weights) === (await hashOfWeights(lab, id));
  return { model: id, ensemble: encodersFrom.model, weights, same };
}

async function fileAt(where: string, remedy: string): Promise<GivenFile> {
  const bytes = await readFile(where).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new LabError('not-found', 'is missing.', { where, remedy });
  });
  return { bytes, where };
}
