import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { TokenTransformerChoice } from '../../../shared/recipe/fusions';
import { denseSpecs, denseTokens, maskedMean } from '../layers';
import { normal, type ParameterSpecs } from '../parameters';
import { transformer, transformerSpecs } from '../transformer';
import { tokensOf, type Fusion } from './fusion';

/**
 * After MMBT (Kiela et al., arXiv 1909.02950): the tokens of every modality are projected into one space and marked
 * with their modality's segment embedding; self-attention over all of them; z = mean of the tokens kept by the mask.
 */
export const tokenTransformer: Fusion<z.infer<typeof TokenTransformerChoice>> = {
  consumes: 'tokens',
  decides: 'head',
  part: (choice, { inputs }) => ({
    width: choice.width,
    parameters: {
      ...(Object.assign(
        {},
        ...inputs.map(({ modality, width }) => ({
          ...denseSpecs(`${modality}/project`, width, choice.width, 'linear'),
          [`${modality}/segment`]: normal(0.02, choice.width),
        })),
      ) as ParameterSpecs),
      ...transformerSpecs(choice),
    },
    apply: (p, encodings) => {
      const parts = inputs.map(({ modality }) => {
        const { values, mask } = tokensOf(encodings, modality);
        const projected = denseTokens(p, `${modality}/project`, values);
        return { tokens: tf.add(projected, p(`${modality}/segment`)), mask };
      });
      const mask = tf.concat(
        parts.map((part) => part.mask),
        1,
      );
      const tokens: tf.Tensor3D = tf.concat(
        parts.map((part) => part.tokens as tf.Tensor3D),
        1,
      );
      return maskedMean(transformer(p, choice, tokens, mask), mask);
    },
  }),
};
