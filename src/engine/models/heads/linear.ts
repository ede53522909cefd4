import type { z } from 'zod';
import type { LinearHeadChoice } from '../../../shared/recipe/heads';
import { dense, denseSpecs } from '../layers';
import type { Head } from './head';

/** logits = W z + b. */
export const linearHead: Head<z.infer<typeof LinearHeadChoice>> = {
  part: (_choice, inputs, classes) => ({
    parameters: denseSpecs('dense', inputs, classes, 'linear'),
    apply: (p, z) => dense(p, 'dense', z),
  }),
};
