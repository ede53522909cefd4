import type { AdaptingChoice } from '../../../shared/training/adapting';
import { linear, zeros, type ParameterSpecs } from '../parameters';
import { adapterMatrix, type AdapterMatrix } from './matrix';

/**
 * The adapters of some encoders of a network, in its order of kernels: of dense layers, attention and convolutions, but not of
 * tables of words, positions and normalisations.
 *
 * @param parameters of the network
 * @param ids modalities whose encoders get adapters
 */
export function adapterMatrices(
  parameters: ParameterSpecs,
  ids: readonly string[],
  { adapterRank, scaling, adaptedLayers }: Pick<AdaptingChoice, 'adapterRank' | 'scaling' | 'adaptedLayers'>,
): readonly AdapterMatrix[] {
  return ids.flatMap((id) => {
    const kernels = Object.keys(parameters).filter(
      (name) => name.startsWith(`encoders/${id}/`) && name.endsWith('/kernel') && parameters[name].shape.length > 1,
    );
    return kernelsOf(kernels, adaptedLayers).map((kernel) =>
      adapterMatrix(kernel, parameters[kernel].shape, { rank: adapterRank, scaling }),
    );
  });
}

function kernelsOf(kernels: readonly string[], layers: AdaptingChoice['adaptedLayers']): readonly string[] {
  switch (layers) {
    case 'all':
      return kernels;
    case 'last-half':
      return kernels.slice(Math.floor(kernels.length / 2));
    default:
      return layers satisfies never;
  }
}

/** A is drawn so that A x keeps the variance of x; B is zero, so that nothing is changed at the start. */
export function adapterSpecs(matrices: readonly AdapterMatrix[]): ParameterSpecs {
  return Object.fromEntries(
    matrices.flatMap(({ down, up, rank, inputs, outputs }) => [
      // `linear` counts all axes but the last as inputs: the deviation is told by the transpose.
      [down, { ...linear(inputs, rank), shape: [rank, inputs] }],
      [up, zeros(outputs, rank)],
    ]),
  );
}
