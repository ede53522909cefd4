import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { MlpHeadChoice } from '../../../shared/recipe/heads';
import { dense, denseSpecs } from '../layers';
import type { Head } from './head';

/** logits = W_2 ReLU(W_1 z + b_1) + b_2. */
export const mlpHead: Head<z.infer<typeof MlpHeadChoice>> = {
  part: (choice, inputs, classes) => ({
    parameters: {
      ...denseSpecs('hidden', inputs, choice.hidden, 'relu'),
      ...denseSpecs('dense', choice.hidden, classes, 'linear'),
    },
    apply: (p, z) => dense(p, 'dense', tf.relu(dense(p, 'hidden', z))),
  }),
};
