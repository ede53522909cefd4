/**
 * Auto-PGD in l1 (Croce & Hein, arXiv 2103.01208, section 3): steps along the steepest values alone, of which there are ever
 * fewer. At every checkpoint as many are kept as two thirds of what the best point so far has changed; where that has
 * become sparser, the ascent goes on from there with the whole radius as its step, elsewhere the step is shortened.
 *
 * A step goes as far in each value as it is steep, among those that have room left (`l1.ts`), where the paper's goes equally
 * far in all: of a linear model it then finds the best.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ApgdChoice } from '../../../shared/attacks/attack';
import { mapValues } from '../../../shared/map-values';
import type { LogitObjective, PerturbationProblem, Values } from '../attack';
import { startValues, type Ascent } from './ascent';
import { intoBall, lengthsOf, masked, perSample, roomFor } from './ball';
import { chosen, whereSample } from './chosen';
import { steepestStepL1 } from './l1';
import { dimensions } from './noise';

/** Share of the values that move at first. */
const firstShare = 0.2;
/** What the number of changed values, and the step, is divided by. */
const reduction = 1.5;
/** The shortest step, as a part of the radius. */
const shortestStep = 10;
/** A point with less than so much of the changed values of the last checkpoint has become sparser. */
const sparser = 0.95;
/** Steps between checkpoints, as a share of all. */
const between = 0.04;
/** A number that has moved by less counts as unchanged. */
const unchanged = 1e-6;

export function apgdL1({ steps, restarts, loss }: ApgdChoice, objective: LogitObjective): Ascent<number> {
  const every = Math.max(1, Math.floor(between * steps));
  return {
    steps,
    restarts,
    objective: () => objective,
    start: (problem, restart) => {
      const values = startValues(problem, `apgd ${loss}`, restart, true);
      const copies = (): Values => mapValues(values, (value) => tf.clone(value));
      const sizes = mapValues(problem.clean, (embedded) =>
        tf.broadcastTo(dimensions(embedded), [problem.samples.length]),
      );
      return {
        values,
        memory: {
          best: copies(),
          bestGradient: mapValues(values, (value) => tf.zerosLike(value)),
          counts: mapValues(sizes, (size) => tf.mul(size, firstShare)),
          // One step and one count of changed values for all modalities of a sample, so that they go back together.
          course: { step: tf.ones([problem.samples.length]), changed: tf.addN(Object.values(sizes)) },
        },
        rows: problem.samples.map(() => -Infinity),
      };
    },
    next: (whole, { values, memory, rows }, { step, logits, gradients }) => {
      const heights = logits.map((own, row) => whole.truth.height(objective, own, row));
      const improved = rows.map((best, index) => heights[index] > best);
      const best = mapValues(values, (value, id) => chosen(improved, value, memory.best[id]));
      const bestGradient = mapValues(gradients, (own, id) => chosen(improved, own, memory.bestGradient[id]));
      const isCheckpoint = step > 0 && step % every === 0;
      const { counts, course, back } = isCheckpoint ? adaptedTo(whole, best, memory) : unchangedIn(memory);
      const { model, clean, ball } = whole;
      const moved = mapValues(values, (value, id) => {
        const point = back === null ? value : whereSample(back, best[id], value);
        const slope = back === null ? gradients[id] : whereSample(back, bestGradient[id], gradients[id]);
        const room = roomFor(model, id, { ...clean[id], values: point }, slope, ball.radii[id]);
        const ahead = steepestStepL1(slope, room, tf.round(counts[id] as tf.Tensor1D));
        return tf.add(point, tf.mul(ahead, perSample(tf.mul(course.step, ball.radii[id]), point.rank)));
      });
      return {
        values: intoBall(whole, moved),
        memory: { best, bestGradient, counts, course },
        rows: rows.map((own, index) => Math.max(own, heights[index])),
      };
    },
    end: ({ truth }, { values, memory, rows }, logits) => {
      const heights = logits.map((own, row) => truth.height(objective, own, row));
      const improved = rows.map((best, index) => heights[index] > best);
      return {
        values: mapValues(values, (value, id) => chosen(improved, value, memory.best[id])),
        heights: rows.map((best, index) => Math.max(best, heights[index])),
      };
    },
  };
}

interface Adapted {
  readonly counts: Values;
  readonly course: Values;
  /** Per sample [S]: does it go on from its best point? null: none does. */
  readonly back: tf.Tensor | null;
}

function unchangedIn({ counts, course }: Readonly<Record<string, Values>>): Adapted {
  const copy = (own: Values): Values => mapValues(own, (value) => tf.clone(value));
  return { counts: copy(counts), course: copy(course), back: null };
}

/** What a checkpoint makes of the course so far. */
function adaptedTo(
  { clean }: PerturbationProblem,
  best: Values,
  { course }: Readonly<Record<string, Values>>,
): Adapted {
  const moved = mapValues(best, (point, id) => {
    const delta = tf.abs(masked(tf.sub(point, clean[id].values), clean[id].mask));
    return lengthsOf(tf.cast(tf.greater(delta, unchanged), 'float32'), 'l1');
  });
  const changed = tf.addN(Object.values(moved));
  const isSparser = tf.less(changed, tf.mul(course.changed, sparser));
  const shorter = tf.maximum(tf.div(course.step, reduction), 1 / shortestStep);
  return {
    counts: mapValues(moved, (own) => tf.div(own, reduction)),
    course: { step: tf.where(isSparser, tf.onesLike(shorter), shorter), changed },
    back: isSparser,
  };
}
