import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { ConcatChoice } from '../../../shared/recipe/fusions';
import { vectorOf, type Fusion } from './fusion';

/** z = [h_1; h_2; …]. With one modality z = h: the unimodal baseline. */
export const concat: Fusion<z.infer<typeof ConcatChoice>> = {
  consumes: 'vector',
  decides: 'head',
  part: (_choice, { inputs }) => ({
    width: inputs.reduce((sum, input) => sum + input.width, 0),
    parameters: {},
    apply: (_p, encodings) =>
      tf.concat(
        inputs.map(({ modality }) => vectorOf(encodings, modality)),
        1,
      ),
  }),
};
