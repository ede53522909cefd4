import type * as tf from '@tensorflow/tfjs-core';
import type { Embedded, Encoding } from './encoded';
import type { HostParameters, Parameters } from './parameters';
import type { Step } from './rounding';

/** What a network can say of itself whose logits are weighted sums over its modalities: h_k = Σ_m a_k^(m) s_k^(m) + b_k. */
export interface NetworkIntegration {
  /** s^(m) [B, K] of a modality's encoding. */
  score(parameters: Parameters, modality: string, encoding: Encoding): tf.Tensor2D;
  /** Names of the parameters that hold a^(m) [K], by modality. */
  readonly weights: Readonly<Record<string, string>>;
  /** Name of the parameter that holds b [K]. */
  readonly bias: string;
  /** The rows [K, D] that read s^(m) off a modality's representation, as they are on the device. */
  rows(parameters: Parameters, modality: string): tf.Tensor2D;
  /**
   * A proven Lipschitz constant of a modality's representation, which the rows read, per unit of l2 of what is embedded;
   * null where none is known.
   */
  representationBound(host: HostParameters, modality: string): number | null;
  /** Steps from what is embedded to that representation; null where `representationBound` is. */
  steps(host: HostParameters, modality: string): readonly Step[] | null;
  /** What each of those steps gives, and the scores after them; empty where there are none. */
  traced(parameters: Parameters, modality: string, embedded: Embedded): readonly tf.Tensor[];
  /** Are the rows free, as of one linear head over all modalities? Then pairs of classes are bounded, not classes. */
  readonly joint: boolean;
  /** Passes of the second step of training, which learns the weights alone; 0 for none. */
  readonly epochs: number;
}
