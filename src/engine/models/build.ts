import { mapValues } from '../../shared/map-values';
import { modalityFacts, type ModalitySpecs } from '../../shared/modality';
import type { Recipe } from '../../shared/recipe';
import type { FusedModel } from './fused-model';
import { networkOf } from './network';
import { openNetwork } from './open-network';
import { disposeParameters, type Parameters } from './parameters';

export interface ModelParts {
  readonly id: string;
  readonly recipe: Recipe;
  /** Modalities of the data set; the model's are those that the recipe reads. */
  readonly modalities: ModalitySpecs;
  readonly classes: readonly string[];
  readonly vocabulary: readonly string[];
  /** The model owns these tensors from now on. */
  readonly parameters: Parameters;
}

/** A model from its weights. @throws LabError `invalid` when the recipe does not fit the modalities */
export function buildModel({ id, recipe, modalities, classes, vocabulary, parameters }: ModelParts): FusedModel {
  const network = openNetwork(networkOf(recipe, modalities, classes.length, vocabulary));
  const { settle, fuseUnrolled } = network;
  return {
    id,
    modalities: network.modalities,
    classes,
    gives: new Set(['labels', 'scores', 'embedding', 'gradients'] as const),
    perturbs: mapValues(network.modalities, ({ kind }) => (modalityFacts[kind].latent ? 'latent' : 'input')),
    embed: (modality, values) => network.embed(parameters, modality, values),
    encode: (modality, embedded) => network.encode(parameters, modality, embedded),
    openEncoder: (modality, embedded) => network.openEncoder(parameters, modality, embedded),
    fuse: (encodings) => network.fuse(parameters, encodings),
    ...(settle === undefined ? {} : { settle: (encodings) => settle(parameters, encodings) }),
    ...(fuseUnrolled === undefined
      ? {}
      : { fuseUnrolled: (encodings, steps) => fuseUnrolled(parameters, encodings, steps) }),
    decide: (z) => network.decide(parameters, z),
    dispose: () => {
      network.dispose();
      disposeParameters(parameters);
    },
  };
}
