/** Fast gradient method: one step of the whole radius (sign in l∞, normalised gradient in l2). Goodfellow 1412.6572. */
import * as tf from '@tensorflow/tfjs-core';
import type { FgsmChoice } from '../../../shared/attack';
import { mapValues } from '../../../shared/map-values';
import { dispose, tidy } from '../../tensors';
import type { PerturbationAttack, PerturbationProblem, Values } from '../attack';
import { argMax } from '../../models/logits';
import { rowsOf } from '../outputs';
import { project, steepest } from './ball';

export const fgsm: PerturbationAttack<FgsmChoice> = async (problem) => {
  await problem.pause();
  const values = tidy(() => wholeStep(problem));
  const logits = problem.logitsAt(values);
  try {
    const rows = await rowsOf(logits);
    return { values, broken: problem.samples.map(({ label }, row) => argMax(rows[row]) !== label) };
  } catch (error) {
    dispose(values);
    throw error;
  } finally {
    logits.dispose();
  }
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
