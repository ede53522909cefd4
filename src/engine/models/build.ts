import type { ModalitySpecs } from '../../shared/data/modality';
import type { Recipe } from '../../shared/recipe/recipe';
import type { Target } from '../../shared/data/target';
import type { FusedModel } from './fused-model';
import { networkOf } from './network';
import { networkModel } from './network-model';
import { openNetwork } from './open-network';
import { disposeParameters, type Parameters } from './parameters';

export interface ModelParts {
  readonly id: string;
  readonly recipe: Recipe;
  /** Modalities of the data set; the model's are those that the recipe reads. */
  readonly modalities: ModalitySpecs;
  readonly classes: readonly string[];
  readonly target?: Target;
  readonly vocabulary: readonly string[];
  /** The model owns these tensors from now on. */
  readonly parameters: Parameters;
}

/** A model from its weights. @throws LabError `invalid` when the recipe does not fit the modalities */
export function buildModel({
  id,
  recipe,
  modalities,
  classes,
  target,
  vocabulary,
  parameters,
}: ModelParts): FusedModel {
  const network = openNetwork(networkOf(recipe, modalities, classes.length, vocabulary, target));
  return networkModel({
    id,
    classes,
    network,
    parameters,
    dispose: () => {
      network.dispose();
      disposeParameters(parameters);
    },
  });
}
