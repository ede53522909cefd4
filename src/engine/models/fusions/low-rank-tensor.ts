import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { LowRankTensorChoice } from '../../../shared/recipe/fusions';
import { dense, denseSpecs } from '../layers';
import { zeros, type ParameterSpecs } from '../parameters';
import { vectorOf, type Fusion } from './fusion';

/**
 * Low-rank multimodal fusion (Liu et al., arXiv 1806.00064, equations 5 to 9). The bias of each factor is what the paper
 * gets by appending a one to every encoding: it keeps the products of fewer modalities.
 */
export const lowRankTensor: Fusion<z.infer<typeof LowRankTensorChoice>> = {
  consumes: 'vector',
  decides: 'head',
  part: ({ width, rank }, { inputs }) => ({
    width,
    parameters: {
      ...(Object.assign(
        {},
        ...inputs.map((input) => denseSpecs(input.modality, input.width, rank * width, 'linear')),
      ) as ParameterSpecs),
      bias: zeros(width),
    },
    apply: (p, encodings) => {
      const products = inputs
        .map(({ modality }) => dense(p, modality, vectorOf(encodings, modality)))
        .reduce((product, factor) => tf.mul(product, factor));
      return tf.add(tf.sum<tf.Tensor2D>(tf.reshape(products, [-1, rank, width]), 1), p('bias'));
    },
  }),
};
