/**
 * Projected gradient ascent on the cross-entropy (Madry 1706.06083; by its log odds, see `problem.ts`), with random
 * restarts; several modalities move together, each within its own ball.
 *
 * A sample leaves the active set as soon as its label changes; of a sample that holds out, the end point with the
 * largest loss over the restarts is returned.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { PgdChoice } from '../../../shared/attack';
import { mapValues } from '../../../shared/map-values';
import { dispose, tidy } from '../../tensors';
import type { PerturbationAttack, PerturbationProblem, Values } from '../attack';
import { argMax, crossEntropy } from '../../models/logits';
import { project, steepest } from './ball';
import { withNoise } from './noise';

/** The best end point of one sample so far: its row per attacked modality [1, …], kept on the device. */
interface Best {
  readonly values: Values;
  readonly loss: number;
  readonly broken: boolean;
}

export const pgd: PerturbationAttack<PgdChoice> = async (problem, choice) => {
  const best: (Best | null)[] = problem.samples.map(() => null);
  try {
    for (let restart = 0; restart < choice.restarts; restart += 1) {
      const rows = problem.samples.flatMap((_, row) => (best[row]?.broken === true ? [] : [row]));
      if (rows.length === 0) break;
      await climb({ whole: problem, choice, best }, rows, restart);
    }
    return { values: stacked(problem, best), broken: best.map((entry) => entry?.broken === true) };
  } finally {
    dispose(best.map((entry) => entry?.values));
  }
};

interface Ascent {
  readonly whole: PerturbationProblem;
  readonly choice: PgdChoice;
  readonly best: (Best | null)[];
}

/** One restart for the rows that hold out. */
async function climb(ascent: Ascent, startRows: readonly number[], restart: number): Promise<void> {
  const { choice, whole } = ascent;
  let rows = startRows;
  let problem = whole.narrowed(rows);
  let values = start(problem, choice, restart);
  try {
    for (let step = 0; step <= choice.steps && rows.length > 0; step += 1) {
      await problem.pause();
      const last = step === choice.steps;
      const { logits, gradients } = last
        ? { logits: problem.logitsAt(values), gradients: null }
        : problem.gradientsAt(values);
      try {
        const standing = await settle(ascent, rows, values, logits, last);
        if (gradients === null) return;
        const moved = advanced(problem, choice, values, gradients);
        dispose(values);
        values = moved;
        if (standing.length < rows.length) {
          const fewer = problem.narrowed(standing);
          const picked = picks(values, standing);
          problem.dispose();
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
    problem.dispose();
  }
}

function start({ model, samples, seed, clean, ball }: PerturbationProblem, choice: PgdChoice, restart: number): Values {
  const keys = samples.map(({ id }) => [seed, id, 'pgd', restart, 'start']);
  return mapValues(clean, (embedded, id) =>
    choice.randomStart
      ? withNoise(model, id, embedded, ball.norm, ball.radii[id], 'inside', keys)
      : tf.clone(embedded.values),
  );
}

/**
 * Notes what the current point does to each row, and returns the indices of the rows whose label stands.
 * A broken row is noted at once; one that stands, at the end of the restart.
 */
async function settle(
  { whole, best }: Ascent,
  rows: readonly number[],
  values: Values,
  logits: tf.Tensor2D,
  last: boolean,
): Promise<readonly number[]> {
  const data = (await logits.data()) as Float32Array;
  const classes = logits.shape[1];
  return rows.flatMap((row, index) => {
    const own = data.subarray(index * classes, (index + 1) * classes);
    const { label } = whole.samples[row];
    const broken = argMax(own) !== label;
    const loss = crossEntropy(own, label);
    const held = best[row];
    if (broken || (last && (held === null || loss > held.loss))) {
      dispose(held?.values);
      best[row] = { values: picks(values, [index]), loss, broken };
    }
    return broken ? [] : [index];
  });
}

function advanced(problem: PerturbationProblem, choice: PgdChoice, values: Values, gradients: Values): Values {
  const { model, clean, ball } = problem;
  return mapValues(values, (value, id) =>
    tidy(() => {
      const step = tf.mul(steepest(gradients[id], ball.norm), choice.relativeStep * ball.radii[id]);
      return project(model, id, clean[id], tf.add(value, step), ball.norm, ball.radii[id]);
    }),
  );
}

function picks(values: Values, rows: readonly number[]): Values {
  return mapValues(values, (value) => tidy(() => tf.gather(value, tf.tensor1d(rows as number[], 'int32'))));
}

function stacked({ clean }: PerturbationProblem, best: readonly (Best | null)[]): Values {
  return mapValues(clean, ({ values }, id) =>
    tidy(() =>
      tf.concat(
        best.map((entry, row) => entry?.values[id] ?? tf.gather(values, tf.tensor1d([row], 'int32'))),
        0,
      ),
    ),
  );
}
