/**
 * Projected gradient ascent on the cross-entropy (Madry 1706.06083; by its log odds, see `objective.ts`), with random
 * restarts. The end point of a restart with the largest cross-entropy is kept.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { PgdChoice } from '../../../shared/attacks/attack';
import { mapValues } from '../../../shared/map-values';
import type { PerturbationAttack } from '../attack';
import { climbed, startValues } from './ascent';
import { intoBall } from './ball';
import { radiusSteps } from './radius-steps';

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
      const steps = radiusSteps(whole, choice, values, gradients);
      return {
        values: intoBall(
          whole,
          mapValues(values, (value, id) => tf.add(value, tf.mul(steps[id], choice.relativeStep))),
        ),
        memory: {},
        rows,
      };
    },
    end: ({ truth }, { values }, logits) => ({
      values,
      heights: logits.map((own, row) => truth.loss(own, row)),
    }),
  });
