import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { GatedChoice } from '../../../shared/recipe/fusions';
import { dense, denseSpecs } from '../layers';
import type { ParameterSpecs } from '../parameters';
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
    return {
      width: choice.width,
      parameters: Object.assign(
        {},
        ...inputs.map(({ modality, width }) => ({
          ...denseSpecs(`${modality}/value`, width, choice.width, 'linear'),
          ...denseSpecs(`${modality}/gate`, joined, choice.width, 'linear'),
        })),
      ) as ParameterSpecs,
      apply: (p, encodings) => {
        const vectors = inputs.map(({ modality }) => vectorOf(encodings, modality));
        const all = tf.concat(vectors, 1);
        return inputs
          .map(({ modality }, index) =>
            tf.mul<tf.Tensor2D>(
              tf.sigmoid(dense(p, `${modality}/gate`, all)),
              tf.tanh(dense(p, `${modality}/value`, vectors[index])),
            ),
          )
          .reduce((sum, each) => tf.add(sum, each));
      },
    };
  },
};
