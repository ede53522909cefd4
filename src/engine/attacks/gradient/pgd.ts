/**
 * Projected gradient ascent on the cross-entropy (Madry 1706.06083; by its log odds, see `objective.ts`), with random
 * restarts. The end point of a restart with the largest cross-entropy is kept.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { PgdChoice } from '../../../shared/attack';
import { mapValues } from '../../../shared/map-values';
import { crossEntropy } from '../../models/logits';
import type { PerturbationAttack } from '../attack';
import { climbed, startValues } from './ascent';
import { project, steepest } from './ball';

export const pgd: PerturbationAttack<PgdChoice> = (problem, choice) =>
  climbed<null>(problem, {
    steps: choice.steps,
    restarts: choice.restarts,
    objective: 'log-odds',
    start: (whole, restart) => ({
      values: startValues(whole, 'pgd', restart, choice.randomStart),
      memory: {},
      rows: whole.samples.map(() => null),
    }),
    next: ({ model, clean, ball }, { values, rows }, { gradients }) => ({
      values: mapValues(values, (value, id) => {
        const step = tf.mul(steepest(gradients[id], ball.norm), choice.relativeStep * ball.radii[id]);
        return project(model, id, clean[id], tf.add(value, step), ball.norm, ball.radii[id]);
      }),
      memory: {},
      rows,
    }),
    end: ({ samples }, { values }, logits) => ({
      values,
      heights: samples.map(({ label }, index) => crossEntropy(logits[index], label)),
    }),
  });
