import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../network';
import type { Parameters } from '../parameters';
import { adapterSpecs } from './matrices';
import type { AdapterMatrix } from './matrix';

/**
 * A network whose encoders read K + (a/r) Aᵀ Bᵀ in place of each adapted kernel K, which gives what x K + (a/r) (x Aᵀ) Bᵀ does
 * for every kind of layer alike, convolutions and recurrent ones included. With B = 0 it answers as the network does, bit for
 * bit. A kernel that is no parameter is looked for among what the network was opened with (`open-network.ts`).
 */
export function adaptedNetwork(network: Network, matrices: readonly AdapterMatrix[]): Network {
  const byModality = new Map(
    Object.keys(network.modalities).map((id) => [
      id,
      matrices.filter(({ kernel }) => kernel.startsWith(`encoders/${id}/`)),
    ]),
  );
  const whole = (parameters: Parameters, modality: string): Parameters => ({
    ...parameters,
    ...Object.fromEntries(
      (byModality.get(modality) ?? []).map((matrix) => [matrix.kernel, adaptedKernel(parameters, matrix)]),
    ),
  });
  return {
    ...network,
    parameters: { ...network.parameters, ...adapterSpecs(matrices) },
    encode: (parameters, modality, embedded) => network.encode(whole(parameters, modality), modality, embedded),
    openEncoder: (parameters, modality, embedded) =>
      network.openEncoder(whole(parameters, modality), modality, embedded),
  };
}

/** Of the shape of the kernel. Called inside a tidy scope. */
export function adaptedKernel(
  parameters: Parameters,
  { kernel, down, up, scale }: Pick<AdapterMatrix, 'kernel' | 'down' | 'up' | 'scale'>,
): tf.Tensor {
  const frozen = parameters[kernel];
  const product = tf.matMul(parameters[down], parameters[up], true, true);
  return tf.add(frozen, tf.reshape(tf.mul(product, scale), frozen.shape));
}
