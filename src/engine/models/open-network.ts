import * as tf from '@tensorflow/tfjs-core';
import type { Network } from './network';
import { overParameters } from './over-parameters';
import type { HostParameters, Parameters } from './parameters';

/** A network with its constants on the device. Its functions need the parameters only. */
export interface OpenNetwork extends Network {
  /** What is frozen, on the device: owned by the network. */
  readonly frozen: Parameters;
  /** Frees the constants, and what is frozen. */
  dispose(): void;
}

/**
 * Uploads a network's constants once, for as long as it is used. The caller disposes of it.
 *
 * @param frozen parameters that stay as they are: the network opened has them no longer among those that can be trained
 */
export function openNetwork(network: Network, frozen: HostParameters = new Map()): OpenNetwork {
  const constants = Object.fromEntries(
    Object.entries(network.constants).map(([name, { shape, values }]) => [
      name,
      tf.tensor([...values], [...shape], 'float32'),
    ]),
  );
  const kept = Object.fromEntries(
    [...frozen].map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape], 'float32')]),
  );
  return {
    ...overParameters(
      network,
      (parameters) => ({ ...parameters, ...constants, ...kept }),
      (host) => (frozen.size === 0 ? host : new Map([...host, ...frozen])),
    ),
    parameters: Object.fromEntries(Object.entries(network.parameters).filter(([name]) => !frozen.has(name))),
    frozen: kept,
    dispose: () => {
      tf.dispose([...Object.values(constants), ...Object.values(kept)]);
    },
  };
}
