/** Fast gradient method: one step of the whole radius (sign in l∞, normalised gradient in l2). Goodfellow 1412.6572. */
import * as tf from '@tensorflow/tfjs-core';
import type { FgsmChoice } from '../../../shared/attack';
import type { PerturbationAttack } from '../attack';
import { project, steepest } from './ball';
import { closeProblem, gradientsAt, mapValues, openProblem } from './problem';
import { tidy } from '../../tensors';

export const fgsm: PerturbationAttack<FgsmChoice> = (context, _choice, ball) => {
  context.throwIfCancelled();
  const problem = openProblem(context.model, context.samples, Object.keys(ball.radii));
  try {
    const values = tidy(() => {
      const start = mapValues(problem.clean, (embedded) => embedded.values);
      const { logits, gradients } = gradientsAt(problem, start);
      logits.dispose();
      return mapValues(gradients, (gradient, id) => {
        const step = tf.mul(steepest(gradient, ball.norm), ball.radii[id]);
        const clean = problem.clean[id];
        return project(context.model, id, clean, tf.add(clean.values, step), ball.norm, ball.radii[id]);
      });
    });
    const once = context.samples.map(() => 1);
    return Promise.resolve({ values, forward: once, gradient: once });
  } finally {
    closeProblem(problem);
  }
};
