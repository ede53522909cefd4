/**
 * Projected gradient ascent on the cross-entropy (Madry 1706.06083; by its log odds, see `objective.ts`), with random
 * restarts. The end point of a restart with the largest cross-entropy is kept.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { PgdChoice } from '../../../shared/attack';
import { mapValues } from '../../../shared/map-values';
import { crossEntropy } from '../../models/logits';
import type { PerturbationAttack, PerturbationProblem, Values } from '../attack';
import { climbed, startValues } from './ascent';
import { intoBall, roomFor, wholeStep } from './ball';
import { sparseStepL1 } from './l1';

export const pgd: PerturbationAttack<PgdChoice> = (problem, choice) =>
  climbed<null>(problem, {
    steps: choice.steps,
    restarts: choice.restarts,
    objective: () => 'log-odds',
    start: (whole, restart) => ({
      values: startValues(whole, 'pgd', restart, choice.randomStart),
      memory: {},
      rows: whole.samples.map(() => null),
    }),
    next: (whole, { values, rows }, { gradients }) => {
      const steps = stepsOf(whole, choice, values, gradients);
      return {
        values: intoBall(
          whole,
          mapValues(values, (value, id) => tf.add(value, tf.mul(steps[id], choice.relativeStep))),
        ),
        memory: {},
        rows,
      };
    },
    end: ({ samples }, { values }, logits) => ({
      values,
      heights: samples.map(({ label }, index) => crossEntropy(logits[index], label)),
    }),
  });

/** Steps of the whole radius; in l1 sparse, so that more than one number moves at a time. */
function stepsOf(problem: PerturbationProblem, { sparseShare }: PgdChoice, values: Values, gradients: Values): Values {
  const { model, clean, ball } = problem;
  if (ball.norm !== 'l1') return wholeStep(problem, gradients);
  return mapValues(gradients, (gradient, id) => {
    const here = { ...clean[id], values: values[id] };
    const room = roomFor(model, id, here, gradient, ball.radii[id]);
    return tf.mul(sparseStepL1(gradient, room, sparseShare), ball.radii[id]);
  });
}
