/**
 * Projected gradient ascent on the cross-entropy (Madry 1706.06083; by its log odds, see `problem.ts`), with random restarts; several
 * modalities move together, each within its own ball.
 *
 * A sample leaves the active set as soon as its label changes; of a sample that holds out, the end point with the
 * largest loss over the restarts is returned.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { PgdChoice } from '../../../shared/attack';
import type { AttackContext, PerturbationAttack } from '../attack';
import { argMax, crossEntropy } from '../prediction';
import { project, steepest, type Ball } from './ball';
import { withNoise } from './noise';
import {
  closeProblem,
  gradientsAt,
  logitsAt,
  mapValues,
  narrowed,
  openProblem,
  type Problem,
  type Values,
} from './problem';
import { dispose, tidy } from '../../tensors';

/** The best end point of one sample so far: its row per attacked modality [1, …], kept on the device. */
interface Best {
  readonly values: Values;
  readonly loss: number;
  readonly broken: boolean;
}

export const pgd: PerturbationAttack<PgdChoice> = async (context, choice, ball) => {
  const whole = openProblem(context.model, context.samples, Object.keys(ball.radii));
  const best: (Best | null)[] = context.samples.map(() => null);
  const forward = context.samples.map(() => 0);
  const gradient = context.samples.map(() => 0);
  try {
    for (let restart = 0; restart < choice.restarts; restart += 1) {
      const rows = context.samples.flatMap((_, row) => (best[row]?.broken === true ? [] : [row]));
      if (rows.length === 0) break;
      await climb({ context, choice, ball, whole, best, forward, gradient }, rows, restart);
    }
    return { values: stacked(whole, best), forward, gradient };
  } finally {
    dispose(best.map((entry) => entry?.values));
    closeProblem(whole);
  }
};

interface Ascent {
  readonly context: AttackContext;
  readonly choice: PgdChoice;
  readonly ball: Ball;
  readonly whole: Problem;
  readonly best: (Best | null)[];
  readonly forward: number[];
  readonly gradient: number[];
}

/** One restart for the rows that hold out. */
async function climb(ascent: Ascent, startRows: readonly number[], restart: number): Promise<void> {
  const { context, choice, ball, whole } = ascent;
  let rows = startRows;
  let problem = narrowed(whole, rows);
  let values = start(ascent, problem, rows, restart);
  try {
    for (let step = 0; step <= choice.steps && rows.length > 0; step += 1) {
      context.throwIfCancelled();
      const last = step === choice.steps;
      const { logits, gradients } = last
        ? { logits: logitsAt(problem, values), gradients: null }
        : gradientsAt(problem, values);
      try {
        const standing = await settle(ascent, rows, values, logits, last);
        if (gradients === null) return;
        const moved = advanced(problem, choice, ball, values, gradients);
        dispose(values);
        values = moved;
        if (standing.length < rows.length) {
          const fewer = narrowed(problem, standing);
          const picked = picks(values, standing);
          closeProblem(problem);
          dispose(values);
          [problem, values] = [fewer, picked];
          rows = standing.map((index) => rows[index]);
        }
      } finally {
        dispose([logits, gradients]);
      }
    }
  } finally {
    dispose(values);
    closeProblem(problem);
  }
}

function start(ascent: Ascent, problem: Problem, rows: readonly number[], restart: number): Values {
  const { context, choice, ball } = ascent;
  return mapValues(problem.clean, (clean, id) =>
    choice.randomStart
      ? withNoise(
          context.model,
          id,
          clean,
          ball.norm,
          ball.radii[id],
          'inside',
          rows.map((row) => [context.seed, context.samples[row].id, 'pgd', restart, 'start']),
        )
      : tf.clone(clean.values),
  );
}

/**
 * Notes what the current point does to each row, and returns the indices of the rows whose label stands.
 * A broken row is noted at once; one that stands, at the end of the restart.
 */
async function settle(
  ascent: Ascent,
  rows: readonly number[],
  values: Values,
  logits: tf.Tensor2D,
  last: boolean,
): Promise<readonly number[]> {
  const data = (await logits.data()) as Float32Array;
  const classes = logits.shape[1];
  return rows.flatMap((row, index) => {
    const own = data.subarray(index * classes, (index + 1) * classes);
    const label = ascent.context.samples[row].label;
    const broken = argMax(own) !== label;
    const loss = crossEntropy(own, label);
    ascent.forward[row] += 1;
    if (!last) ascent.gradient[row] += 1;
    const held = ascent.best[row];
    if (broken || (last && (held === null || loss > held.loss))) {
      dispose(held?.values);
      ascent.best[row] = { values: picks(values, [index]), loss, broken };
    }
    return broken ? [] : [index];
  });
}

function advanced(problem: Problem, choice: PgdChoice, ball: Ball, values: Values, gradients: Values): Values {
  return mapValues(values, (value, id) =>
    tidy(() => {
      const step = tf.mul(steepest(gradients[id], ball.norm), choice.relativeStep * ball.radii[id]);
      return project(problem.model, id, problem.clean[id], tf.add(value, step), ball.norm, ball.radii[id]);
    }),
  );
}

function picks(values: Values, rows: readonly number[]): Values {
  return mapValues(values, (value) => tidy(() => tf.gather(value, tf.tensor1d(rows as number[], 'int32'))));
}

function stacked(problem: Problem, best: readonly (Best | null)[]): Values {
  return mapValues(problem.clean, ({ values }, id) =>
    tidy(() =>
      tf.concat(
        best.map((entry, row) => entry?.values[id] ?? tf.gather(values, tf.tensor1d([row], 'int32'))),
        0,
      ),
    ),
  );
}
