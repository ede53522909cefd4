import type * as tf from '@tensorflow/tfjs-core';
import type { Encoding } from './fused-model';
import type { Parameters } from './parameters';

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
