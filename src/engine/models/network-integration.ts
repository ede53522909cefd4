import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../shared/map-values';
import type { Embedded, Encoding } from './encoded';
import type { EncoderPart } from './encoders/encoder';
import type { FusionIntegration } from './fusions/fusion';
import { hostReaderOf, readerOf, type HostParameters, type Parameters } from './parameters';
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

/** That of a fusion, whose parameters go by their full names in the network. */
export function networkIntegration(
  fused: FusionIntegration,
  encoders: Readonly<Record<string, EncoderPart>>,
): NetworkIntegration {
  return {
    score: (parameters, modality, encoding) => fused.score(readerOf(parameters, 'fusion'), modality, encoding),
    weights: mapValues(fused.weights, (name) => `fusion/${name}`),
    bias: `fusion/${fused.bias}`,
    joint: fused.joint,
    rows: (parameters, modality) => tf.tidy(() => fused.rows(readerOf(parameters, 'fusion'), modality)),
    representationBound: (host, modality) => {
      const { lipschitz } = encoders[modality];
      if (lipschitz === undefined) return null;
      return (
        lipschitz(hostReaderOf(host, `encoders/${modality}`)) * fused.lipschitz(hostReaderOf(host, 'fusion'), modality)
      );
    },
    steps: (host, modality) => {
      const { steps } = encoders[modality];
      if (steps === undefined) return null;
      return [
        ...steps(hostReaderOf(host, `encoders/${modality}`)),
        ...fused.steps(hostReaderOf(host, 'fusion'), modality),
      ];
    },
    traced: (parameters, modality, embedded) => {
      const encoded = encoders[modality].traced?.(readerOf(parameters, `encoders/${modality}`), embedded) ?? [];
      const last = encoded.at(-1);
      if (last === undefined) return [];
      const encoding: Encoding = { form: 'vector', values: last as tf.Tensor2D };
      const read = readerOf(parameters, 'fusion');
      return [...encoded, ...fused.traced(read, modality, encoding), fused.score(read, modality, encoding)];
    },
    epochs: fused.epochs,
  };
}
