/**
 * Fast gradient method: one step of the whole radius. Along the sign in l∞ (Goodfellow 1412.6572), the normalised gradient
 * in l2; in l1 along its largest numbers, each as far as the valid range goes, which is best on a linear model.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { FgsmChoice } from '../../../shared/attacks/attack';
import { mapValues } from '../../../shared/map-values';
import { tidy } from '../../tensors';
import type { PerturbationAttack, PerturbationProblem, Values } from '../attack';
import { intoBall, roomFor, wholeStep } from './ball';
import { greedyL1 } from './l1';

export const fgsm: PerturbationAttack<FgsmChoice> = async (problem) => {
  await problem.pause();
  // One step leaves nothing to decide, so it does not look: the framework runs the model there anyway.
  return { values: tidy(() => moved(problem)), broken: problem.samples.map(() => false) };
};

function moved(problem: PerturbationProblem): Values {
  const { model, clean, ball } = problem;
  const { logits, gradients } = problem.gradientsAt(mapValues(clean, ({ values }) => values));
  logits.dispose();
  const steps =
    ball.norm === 'l1'
      ? mapValues(gradients, (gradient, id) => {
          const radius = ball.radii[id];
          return greedyL1(gradient, roomFor(model, id, clean[id], gradient, radius), radius);
        })
      : wholeStep(problem, gradients);
  return intoBall(
    problem,
    mapValues(steps, (step, id) => tf.add(clean[id].values, step)),
  );
}
