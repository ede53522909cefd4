import * as tf from '@tensorflow/tfjs-core';
import type { Network } from './network';

/** A network with its constants on the device. Its functions need the parameters only. */
export interface OpenNetwork extends Network {
  /** Frees the constants. */
  dispose(): void;
}

/** Uploads a network's constants once, for as long as it is used. The caller disposes of it. */
export function openNetwork(network: Network): OpenNetwork {
  const constants = Object.fromEntries(
    Object.entries(network.constants).map(([name, { shape, values }]) => [
      name,
      tf.tensor([...values], [...shape], 'float32'),
    ]),
  );
  const { integration } = network;
  return {
    ...network,
    ...(integration === undefined
      ? {}
      : {
          integration: {
            ...integration,
            traced: (parameters, modality, embedded) =>
              integration.traced({ ...parameters, ...constants }, modality, embedded),
          },
        }),
    encode: (parameters, modality, embedded) => network.encode({ ...parameters, ...constants }, modality, embedded),
    openEncoder: (parameters, modality, embedded) =>
      network.openEncoder({ ...parameters, ...constants }, modality, embedded),
    dispose: () => {
      tf.dispose(Object.values(constants));
    },
  };
}
