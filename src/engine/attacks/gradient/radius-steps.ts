import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../../shared/map-values';
import type { PerturbationProblem, Values } from '../attack';
import { roomFor, wholeStep } from './ball';
import { sparseStepL1 } from './l1';

/** Steps of the whole radius; in l1 sparse, so that more than one number moves at a time. */
export function radiusSteps(
  problem: PerturbationProblem,
  { sparseShare }: { readonly sparseShare: number },
  values: Values,
  gradients: Values,
): Values {
  const { model, clean, ball } = problem;
  if (ball.norm !== 'l1') return wholeStep(problem, gradients);
  return mapValues(gradients, (gradient, id) => {
    const here = { ...clean[id], values: values[id] };
    const room = roomFor(model, id, here, gradient, ball.radii[id]);
    return tf.mul(sparseStepL1(gradient, room, sparseShare), ball.radii[id]);
  });
}
