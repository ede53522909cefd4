import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { ProductChoice } from '../../../shared/recipe/fusions';
import { dense, denseSpecs } from '../layers';
import type { ParameterSpecs } from '../parameters';
import { vectorOf, type Fusion } from './fusion';

/** z = (W_1 h_1 + b_1) * (W_2 h_2 + b_2) * …, element-wise. */
export const product: Fusion<z.infer<typeof ProductChoice>> = {
  consumes: 'vector',
  decides: 'head',
  part: (choice, { inputs }) => ({
    width: choice.width,
    parameters: Object.assign(
      {},
      ...inputs.map(({ modality, width }) => denseSpecs(modality, width, choice.width, 'linear')),
    ) as ParameterSpecs,
    apply: (p, encodings) =>
      inputs
        .map(({ modality }) => dense(p, modality, vectorOf(encodings, modality)))
        .reduce((z, factor) => tf.mul(z, factor)),
  }),
};
