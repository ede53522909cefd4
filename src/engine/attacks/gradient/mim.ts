/**
 * Momentum iterative method (Dong et al., arXiv 1710.06081, Algorithm 1): the gradients of all steps so far, each
 * divided by its own l1 norm, add up with decay μ, and a step goes along their sum.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { MimChoice } from '../../../shared/attack';
import { mapValues } from '../../../shared/map-values';
import { crossEntropy } from '../../models/logits';
import type { PerturbationAttack } from '../attack';
import { climbed, startValues } from './ascent';
import { perSample, project, steepest } from './ball';

export const mim: PerturbationAttack<MimChoice> = (problem, choice) =>
  climbed<null>(problem, {
    steps: choice.steps,
    restarts: choice.restarts,
    objective: 'log-odds',
    start: (whole, restart) => ({
      // The first start is the sample itself, as published; those after it would only repeat it.
      values: startValues(whole, 'mim', restart, restart > 0),
      memory: { momentum: mapValues(whole.clean, ({ values }) => tf.zerosLike(values)) },
      rows: whole.samples.map(() => null),
    }),
    next: ({ model, clean, ball }, { values, memory, rows }, { gradients }) => {
      const momentum = mapValues(gradients, (gradient, id) =>
        tf.add(tf.mul(memory.momentum[id], choice.decay), ofUnitSum(gradient)),
      );
      return {
        values: mapValues(values, (value, id) => {
          const step = tf.mul(steepest(momentum[id], ball.norm), choice.relativeStep * ball.radii[id]);
          return project(model, id, clean[id], tf.add(value, step), ball.norm, ball.radii[id]);
        }),
        memory: { momentum },
        rows,
      };
    },
    end: ({ samples }, { values }, logits) => ({
      values,
      heights: samples.map(({ label }, index) => crossEntropy(logits[index], label)),
    }),
  });

/** Each sample's gradient over its l1 norm; zero stays zero. */
function ofUnitSum(gradient: tf.Tensor): tf.Tensor {
  const sums = tf.sum(tf.abs(tf.reshape(gradient, [gradient.shape[0], -1])), 1);
  return tf.div(gradient, perSample(tf.maximum(sums, 1e-30), gradient.rank));
}
