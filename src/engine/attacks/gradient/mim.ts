/**
 * Momentum iterative method (Dong et al., arXiv 1710.06081, Algorithm 1): the gradients of all steps so far, each
 * divided by its own l1 norm, add up with decay μ, and a step goes along their sum.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { MimChoice } from '../../../shared/attacks/attack';
import { mapValues } from '../../../shared/map-values';
import type { PerturbationAttack, Values } from '../attack';
import { climbed, startValues } from './ascent';
import { intoBall, lengthsOf, perSample } from './ball';
import { radiusSteps } from './radius-steps';

export const mim: PerturbationAttack<MimChoice> = (problem, choice) =>
  climbed<null>(problem, {
    steps: choice.steps,
    restarts: choice.restarts,
    objective: () => 'log-odds',
    start: (whole, restart) => ({
      // The first start is the sample itself, as published; those after it would only repeat it.
      values: startValues(whole, 'mim', restart, restart > 0),
      memory: { momentum: mapValues(whole.clean, ({ values }) => tf.zerosLike(values)) },
      rows: whole.samples.map(() => null),
    }),
    next: (whole, { values, memory, rows }, { gradients }) => {
      const fresh = ofUnitSum(gradients, whole.ball.oneBall === true);
      const momentum = mapValues(fresh, (gradient, id) => tf.add(tf.mul(memory.momentum[id], choice.decay), gradient));
      const steps = radiusSteps(whole, choice, values, momentum);
      return {
        values: intoBall(
          whole,
          mapValues(values, (value, id) => tf.add(value, tf.mul(steps[id], choice.relativeStep))),
        ),
        memory: { momentum },
        rows,
      };
    },
    end: ({ truth }, { values }, logits) => ({
      values,
      heights: logits.map((own, row) => truth.loss(own, row)),
    }),
  });

/** Each sample's gradients over their l1 norms, or over that of all together; zero stays zero. */
function ofUnitSum(gradients: Values, together: boolean): Values {
  const sums = mapValues(gradients, (gradient) => lengthsOf(gradient, 'l1'));
  const total = tf.addN(Object.values(sums));
  return mapValues(gradients, (gradient, id) =>
    tf.div(gradient, perSample(tf.maximum(together ? total : sums[id], 1e-30), gradient.rank)),
  );
}
