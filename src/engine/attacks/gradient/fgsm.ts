/** Fast gradient method: one step of the whole radius (sign in l∞, normalised gradient in l2). Goodfellow 1412.6572. */
import * as tf from '@tensorflow/tfjs-core';
import type { FgsmChoice } from '../../../shared/attack';
import { mapValues } from '../../../shared/map-values';
import { tidy } from '../../tensors';
import type { PerturbationAttack, PerturbationProblem, Values } from '../attack';
import { project, steepest } from './ball';

export const fgsm: PerturbationAttack<FgsmChoice> = async (problem) => {
  await problem.pause();
  // One step leaves nothing to decide, so it does not look: the framework runs the model there anyway.
  return { values: tidy(() => wholeStep(problem)), broken: problem.samples.map(() => false) };
};

function wholeStep(problem: PerturbationProblem): Values {
  const { model, clean, ball } = problem;
  const { logits, gradients } = problem.gradientsAt(mapValues(clean, ({ values }) => values));
  logits.dispose();
  return mapValues(gradients, (gradient, id) => {
    const step = tf.mul(steepest(gradient, ball.norm), ball.radii[id]);
    return project(model, id, clean[id], tf.add(clean[id].values, step), ball.norm, ball.radii[id]);
  });
}
