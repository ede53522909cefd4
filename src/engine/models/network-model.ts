import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../shared/map-values';
import { modalityFacts } from '../../shared/data/modality';
import type { FusedModel, Summed } from './fused-model';
import { isIntegrated, type IntegratedNetwork } from './integrated';
import type { Network } from './network';
import type { Parameters } from './parameters';
import { proofOf } from './proof';

export interface NetworkModelParts extends Pick<FusedModel, 'id' | 'classes' | 'dispose'> {
  readonly network: Network;
  /** Of `network`, whose constants are among them unless it was opened. */
  readonly parameters: Parameters;
}

/** A network at some parameters as the model that attacks see: in inference, without what training adds. */
export function networkModel(parts: NetworkModelParts): FusedModel {
  const { id, classes, network, parameters, dispose } = parts;
  const { settle, fuseUnrolled, fuseTighter, weighing, answers } = network;
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
    ...(isIntegrated(network) ? { summed: summedOf(network, parameters) } : {}),
    ...(network.leavesOut ? { without: (gone) => without(parts, gone) } : {}),
    decide: (z) => network.decide(parameters, z),
    dispose,
  };
}

/** @throws Error where nothing would be left */
function without(parts: NetworkModelParts, gone: readonly string[]): FusedModel {
  const left = Object.entries(parts.network.modalities).filter(([id]) => !gone.includes(id));
  if (left.length === 0) throw new Error('A model answers from one modality at least.');
  const network = { ...parts.network, modalities: Object.fromEntries(left), leavesOut: left.length > 1 };
  return networkModel({ ...parts, network, dispose: () => undefined });
}

function summedOf(network: IntegratedNetwork, parameters: Parameters): Summed {
  const { integration } = network;
  let proof: ReturnType<Summed['proof']> | null = null;
  return {
    parts: (encodings) =>
      mapValues(integration.weights, (name, id) =>
        tf.mul<tf.Tensor2D>(integration.score(parameters, id, encodings[id]), parameters[name]),
      ),
    traced: (modality, embedded) => integration.traced(parameters, modality, embedded),
    proof: () => (proof ??= proofOf(network, parameters)),
  };
}
