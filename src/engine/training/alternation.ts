import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../shared/map-values';
import type { TrainingChoice } from '../../shared/training/training';
import type { Network } from '../models/network';
import type { Parameters } from '../models/parameters';

/** What alternating training carries from step to step besides the weights. */
export interface Alternation {
  /** P [s, s]; null where gradients are taken as they are. */
  readonly projection: tf.Tensor2D | null;
  /** By modality, how far its own steps have moved the shared head since the epoch began: W [s, K] and b [K]. */
  readonly moved: Readonly<Record<string, HeadMove>>;
}

export interface HeadMove {
  readonly kernel: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

/** At the start of a training; null where it is joint. */
export function alternationStart(
  network: Network,
  { method, alternating }: Pick<TrainingChoice, 'method' | 'alternating'>,
): Alternation | null {
  if (method !== 'alternating' || network.alternation === undefined) return null;
  const [width] = network.parameters[network.alternation.kernel].shape;
  return {
    projection: alternating.modification === 'none' ? null : tf.eye(width),
    moved: unmoved(network),
  };
}

/** Nothing has moved yet: of an epoch that begins. */
function unmoved(network: Network): Alternation['moved'] {
  const { alternation } = network;
  if (alternation === undefined) throw new Error('This network has no head that its modalities share.');
  const zerosOf = (name: string): tf.Tensor => tf.zeros([...network.parameters[name].shape]);
  return mapValues(network.modalities, () => ({
    kernel: zerosOf(alternation.kernel) as tf.Tensor2D,
    bias: zerosOf(alternation.bias) as tf.Tensor1D,
  }));
}

/** The same, of an epoch that begins; what had moved is disposed of. */
export function nextEpoch({ projection, moved }: Alternation, network: Network): Alternation {
  tf.dispose(Object.values(moved).flatMap(({ kernel, bias }) => [kernel, bias]));
  return { projection, moved: unmoved(network) };
}

const PROJECTION = 'projection';

/** As tensors by name, for a checkpoint. */
export function alternationTensors({ projection, moved }: Alternation): Parameters {
  return {
    ...(projection === null ? {} : { [PROJECTION]: projection }),
    ...Object.fromEntries(
      Object.entries(moved).flatMap(([id, { kernel, bias }]): readonly (readonly [string, tf.Tensor])[] => [
        [`moved/${id}/kernel`, kernel],
        [`moved/${id}/bias`, bias],
      ]),
    ),
  };
}

/** From tensors of a checkpoint, in the place of those of a start, which are disposed of. */
export function alternationFrom(tensors: Parameters, start: Alternation): Alternation {
  disposeAlternation(start);
  return {
    projection: start.projection === null ? null : (tensors[PROJECTION] as tf.Tensor2D),
    moved: mapValues(start.moved, (_, id) => ({
      kernel: tensors[`moved/${id}/kernel`] as tf.Tensor2D,
      bias: tensors[`moved/${id}/bias`] as tf.Tensor1D,
    })),
  };
}

export function disposeAlternation(alternation: Alternation): void {
  tf.dispose(Object.values(alternationTensors(alternation)));
}
