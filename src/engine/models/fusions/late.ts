import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { LateChoice } from '../../../shared/recipe/fusions';
import type { Fusion } from './fusion';
import { modalityHeads } from './modality-heads';

/** One head of the chosen kind per modality; z = mean of their logits, and z is the decision. */
export const late: Fusion<z.infer<typeof LateChoice>> = {
  consumes: 'vector',
  decides: 'none',
  part: (_choice, setting) => {
    const heads = modalityHeads(setting);
    return {
      width: setting.classes,
      parameters: heads.parameters,
      apply: (p, encodings) => {
        const logits = heads.apply(p, encodings);
        return tf.div(
          logits.reduce((sum, each) => tf.add(sum, each)),
          logits.length,
        );
      },
      answers: (p, encodings) => heads.answers(p, encodings),
      leavesOut: true,
    };
  },
};
