import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { LateChoice } from '../../../shared/recipe/fusions';
import type { Fusion } from './fusion';
import { modalityHeads } from './modality-heads';
import { separateHeads } from './separate-heads';

/**
 * One head of the chosen kind per modality; z = mean or sum of their logits, and z is the decision. Training lowers its cross-entropy;
 * of an ensemble, each member's own.
 */
export const late: Fusion<z.infer<typeof LateChoice>> = {
  consumes: 'vector',
  decides: 'none',
  part: ({ together, separate }, setting) => {
    if (separate) return separateHeads(setting, together);
    const heads = modalityHeads(setting);
    return {
      width: setting.classes,
      parameters: heads.parameters,
      apply: (p, encodings) => {
        const logits = heads.apply(p, encodings);
        const sum = logits.reduce((total, each) => tf.add(total, each));
        switch (together) {
          case 'mean':
            return tf.div(sum, logits.length);
          case 'sum':
            return logits.length === 1 ? tf.clone(sum) : sum;
          default:
            return together satisfies never;
        }
      },
      answers: (p, encodings) => heads.answers(p, encodings),
      leavesOut: true,
    };
  },
};
