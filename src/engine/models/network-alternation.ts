import type * as tf from '@tensorflow/tfjs-core';
import type { Encoding } from './fused-model';
import type { FusionAlternation } from './fusions/fusion';
import { readerOf, type Parameters } from './parameters';

/** Of a network whose modalities answer through one linear head: y_m = φ_m W + b. What alternating training goes by. */
export interface NetworkAlternation {
  /** Full names of W [s, K] and b [K]. */
  readonly kernel: string;
  readonly bias: string;
  /** φ_m [B, s] of an encoding. */
  features(parameters: Parameters, modality: string, encoding: Encoding): tf.Tensor2D;
  /** Does a parameter belong to this modality alone? */
  isOwn(name: string, modality: string): boolean;
  /** The decision, of the logits [B, K] of each modality in the network's order. */
  together(answers: readonly tf.Tensor2D[]): tf.Tensor2D;
}

/** That of a fusion, whose parameters go by their full names in the network. */
export function networkAlternation(fused: FusionAlternation): NetworkAlternation {
  const { kernel, bias } = fused;
  return {
    kernel: `fusion/${kernel}`,
    bias: `fusion/${bias}`,
    features: (parameters, modality, encoding) => fused.features(readerOf(parameters, 'fusion'), modality, encoding),
    isOwn: (name, modality) =>
      ['encoders', 'fusion'].some((part) => name.startsWith(`${part}/${modality}/`)) &&
      ![kernel, bias].some((shared) => name === `fusion/${shared}`),
    together: (answers) => fused.together(answers),
  };
}
