import { mapValues } from '../../shared/map-values';
import { modalityFacts } from '../../shared/modality';
import type { FusedModel } from './fused-model';
import type { Network } from './network';
import type { Parameters } from './parameters';

export interface NetworkModelParts extends Pick<FusedModel, 'id' | 'classes' | 'dispose'> {
  readonly network: Network;
  /** Of `network`, whose constants are among them unless it was opened. */
  readonly parameters: Parameters;
}

/** A network at some parameters as the model that attacks see: in inference, without what training adds. */
export function networkModel({ id, classes, network, parameters, dispose }: NetworkModelParts): FusedModel {
  const { settle, fuseUnrolled, fuseTighter, weighing } = network;
  const answers = weighing?.answers;
  return {
    id,
    modalities: network.modalities,
    classes,
    pixels: network.pixels,
    ...(network.target === undefined ? {} : { target: network.target }),
    gives: new Set(['labels', 'scores', 'embedding', 'gradients'] as const),
    perturbs: mapValues(network.modalities, ({ kind }) => (modalityFacts[kind].latent ? 'latent' : 'input')),
    embed: (modality, values) => network.embed(parameters, modality, values),
    vocabularyOf: (modality) => network.vocabularyOf(parameters, modality),
    encode: (modality, embedded) => network.encode(parameters, modality, embedded),
    openEncoder: (modality, embedded) => network.openEncoder(parameters, modality, embedded),
    fuse: (encodings) => network.fuse(parameters, encodings),
    ...(settle === undefined ? {} : { settle: (encodings) => settle(parameters, encodings) }),
    ...(fuseUnrolled === undefined
      ? {}
      : { fuseUnrolled: (encodings, steps) => fuseUnrolled(parameters, encodings, steps) }),
    ...(fuseTighter === undefined ? {} : { fuseTighter: (encodings) => fuseTighter(parameters, encodings) }),
    ...(weighing === undefined
      ? {}
      : {
          weighing: {
            frozen: (encodings) => weighing.frozen(parameters, encodings),
            weights: (encodings) => weighing.weights(parameters, encodings),
            ...(answers === undefined ? {} : { answers: (encodings) => answers(parameters, encodings) }),
          },
        }),
    decide: (z) => network.decide(parameters, z),
    dispose,
  };
}
