import * as tf from '@tensorflow/tfjs-core';
import type { Network } from './network';
import type { HostParameters, Parameters } from './parameters';

/** A network with its constants on the device. Its functions need the parameters only. */
export interface OpenNetwork extends Network {
  /** Frees the constants, and what is frozen. */
  dispose(): void;
}

/**
 * Uploads a network's constants once, for as long as it is used. The caller disposes of it.
 *
 * @param frozen parameters of its encoders that stay as they are: the network opened has them no longer among those that can
 * be trained
 */
export function openNetwork(network: Network, frozen: HostParameters = new Map()): OpenNetwork {
  const fixed: Parameters = {
    ...Object.fromEntries(
      Object.entries(network.constants).map(([name, { shape, values }]) => [
        name,
        tf.tensor([...values], [...shape], 'float32'),
      ]),
    ),
    ...Object.fromEntries([...frozen].map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape], 'float32')])),
  };
  const whole = (parameters: Parameters): Parameters => ({ ...parameters, ...fixed });
  const wholeOnHost = (host: HostParameters): HostParameters =>
    frozen.size === 0 ? host : new Map([...host, ...frozen]);
  const { integration } = network;
  return {
    ...network,
    parameters: Object.fromEntries(Object.entries(network.parameters).filter(([name]) => !frozen.has(name))),
    ...(integration === undefined
      ? {}
      : {
          integration: {
            ...integration,
            representationBound: (host, modality) => integration.representationBound(wholeOnHost(host), modality),
            steps: (host, modality) => integration.steps(wholeOnHost(host), modality),
            traced: (parameters, modality, embedded) => integration.traced(whole(parameters), modality, embedded),
          },
        }),
    embed: (parameters, modality, values) => network.embed(whole(parameters), modality, values),
    vocabularyOf: (parameters, modality) => network.vocabularyOf(whole(parameters), modality),
    encode: (parameters, modality, embedded) => network.encode(whole(parameters), modality, embedded),
    openEncoder: (parameters, modality, embedded) => network.openEncoder(whole(parameters), modality, embedded),
    dispose: () => {
      tf.dispose(Object.values(fixed));
    },
  };
}
