import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { DeepHeadChoice } from '../../../shared/recipe/heads';
import { dense, denseSpecs } from '../layers';
import type { Head } from './head';

/** logits = W_3 ReLU(W_2 ReLU(W_1 z + b_1) + b_2) + b_3. */
export const deepHead: Head<z.infer<typeof DeepHeadChoice>> = {
  part: ({ hidden }, inputs, classes) => ({
    parameters: {
      ...denseSpecs('first', inputs, hidden, 'relu'),
      ...denseSpecs('hidden', hidden, hidden, 'relu'),
      ...denseSpecs('dense', hidden, classes, 'linear'),
    },
    apply: (p, z) => dense(p, 'dense', tf.relu(dense(p, 'hidden', tf.relu(dense(p, 'first', z))))),
  }),
};
