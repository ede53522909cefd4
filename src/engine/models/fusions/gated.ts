import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { GatedChoice } from '../../../shared/recipe/fusions';
import { detached } from '../detached';
import type { Encodings } from '../fused-model';
import { dense, denseSpecs } from '../layers';
import type { ParameterReader, ParameterSpecs } from '../parameters';
import { vectorOf, type Fusion } from './fusion';

/**
 * Gated multimodal unit, the form for any number of modalities (Arevalo et al., arXiv 1702.01992, section 3.1): every
 * modality has a gate of its own, which need not add up to one. The paper's form for two has one gate and its complement.
 */
export const gated: Fusion<z.infer<typeof GatedChoice>> = {
  consumes: 'vector',
  decides: 'head',
  part: (choice, { inputs }) => {
    const joined = inputs.reduce((sum, { width }) => sum + width, 0);
    /** In the order of the inputs, [B, width] each. */
    const gates = (p: ParameterReader, encodings: Encodings): readonly tf.Tensor2D[] => {
      const all = tf.concat(
        inputs.map(({ modality }) => vectorOf(encodings, modality)),
        1,
      );
      return inputs.map(({ modality }) => tf.sigmoid(dense(p, `${modality}/gate`, all)));
    };
    const weighted = (p: ParameterReader, encodings: Encodings, weights: readonly tf.Tensor2D[]): tf.Tensor2D =>
      inputs
        .map(({ modality }, index) =>
          tf.mul<tf.Tensor2D>(weights[index], tf.tanh(dense(p, `${modality}/value`, vectorOf(encodings, modality)))),
        )
        .reduce((sum, each) => tf.add(sum, each));
    return {
      width: choice.width,
      parameters: Object.assign(
        {},
        ...inputs.map(({ modality, width }) => ({
          ...denseSpecs(`${modality}/value`, width, choice.width, 'linear'),
          ...denseSpecs(`${modality}/gate`, joined, choice.width, 'linear'),
        })),
      ) as ParameterSpecs,
      apply: (p, encodings) => weighted(p, encodings, gates(p, encodings)),
      weighing: {
        frozen: (p, encodings) => weighted(p, encodings, gates(p, encodings).map(detached)),
        weights: (p, encodings) =>
          Object.fromEntries(
            gates(p, encodings).map((gate, index) => [inputs[index].modality, tf.mean<tf.Tensor1D>(gate, 1)]),
          ),
      },
    };
  },
};
