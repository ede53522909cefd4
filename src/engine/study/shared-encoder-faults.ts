import type { DatasetManifest } from '../../shared/dataset';
import type { LabError } from '../../shared/errors';
import type { ModelSpec } from '../../shared/model-spec';
import { toldApart } from '../../shared/recipe-task';
import { faultsOf } from '../../shared/refusal';
import { encodersFrom } from '../../shared/shared-encoders';
import { networkOf, type Network } from '../models/network';
import { commonEncoderParts } from '../models/shared-encoders';

/**
 * What keeps a recipe, sound by itself, from taking over the encoders of another model.
 *
 * @param where path of the training, as its author knows it
 */
export function sharedEncoderFaults(spec: ModelSpec, manifest: DatasetManifest, where: string): readonly LabError[] {
  const source = encodersFrom(spec);
  if (source === null) return [];
  const { classes, target } = toldApart(spec.recipe, manifest);
  // Both read the same words, however many they are.
  const network = (recipe: ModelSpec['recipe']): Network =>
    networkOf(recipe, manifest.modalities, classes, ['', ''], target);
  return faultsOf(() => {
    commonEncoderParts(network(spec.recipe), network(source.recipe), where);
  });
}
