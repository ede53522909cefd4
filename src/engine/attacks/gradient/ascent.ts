/**
 * Climbing in steps from several starts, which iterative gradient attacks have in common; several modalities move
 * together, each within its own ball.
 *
 * A sample leaves the active set as soon as its label changes, unless the problem goes on; of a sample that holds out, or
 * that went on, the best end point over the restarts is returned.
 */
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../../shared/map-values';
import { dispose, tidy } from '../../tensors';
import type { Objective, PerturbationClaim, PerturbationProblem, Values } from '../attack';
import { noisy } from './noise';

/** Where an ascent stands: one row per sample of its current problem. */
export interface Course<Row> {
  /** The point at which the model is asked next. */
  readonly values: Values;
  /** Further tensors that go from step to step, by what they are. */
  readonly memory: Readonly<Record<string, Values>>;
  /** What is known of each sample on the host. */
  readonly rows: readonly Row[];
}

/** What the model said at a point. */
export interface Seen {
  /** Steps taken before. */
  readonly step: number;
  /** Per sample. */
  readonly logits: readonly Float32Array[];
  readonly gradients: Values;
}

/** The point to keep of each sample that held out, and how far it got: larger is better. */
export interface EndPoints {
  readonly values: Values;
  readonly heights: readonly number[];
}

/** One attack's way to climb. What it makes is freed by `climbed`, under which it runs in a tidy scope. */
export interface Ascent<Row> {
  readonly steps: number;
  readonly restarts: number;
  /** What is climbed from where a course stands. */
  objective(course: Course<Row>): Objective;
  start(problem: PerturbationProblem, restart: number): Course<Row>;
  /** The course after a step, of tensors of its own. */
  next(problem: PerturbationProblem, course: Course<Row>, seen: Seen): Course<Row>;
  /** @param logits at the last point, per sample */
  end(problem: PerturbationProblem, course: Course<Row>, logits: readonly Float32Array[]): EndPoints;
}

/** The best end point of one sample so far: its row per attacked modality [1, …], kept on the device. */
interface Best {
  readonly values: Values;
  readonly height: number;
  readonly broken: boolean;
}

export async function climbed<Row>(problem: PerturbationProblem, ascent: Ascent<Row>): Promise<PerturbationClaim> {
  const best: (Best | null)[] = problem.samples.map(() => null);
  try {
    for (let restart = 0; restart < ascent.restarts; restart += 1) {
      const rows = problem.samples.flatMap((_, row) => (best[row]?.broken === true ? [] : [row]));
      if (rows.length === 0) break;
      await climb(problem, ascent, best, rows, restart);
    }
    return { values: stacked(problem, best), broken: best.map((entry) => entry?.broken === true) };
  } finally {
    dispose(best.map((entry) => entry?.values));
  }
}

/** One restart for the rows that hold out. */
async function climb<Row>(
  whole: PerturbationProblem,
  ascent: Ascent<Row>,
  best: (Best | null)[],
  startRows: readonly number[],
  restart: number,
): Promise<void> {
  let rows = startRows;
  let problem = whole.narrowed(rows);
  let course = tidy(() => ascent.start(problem, restart));
  try {
    for (let step = 0; step <= ascent.steps && rows.length > 0; step += 1) {
      await problem.pause();
      const { logits, gradients } =
        step === ascent.steps
          ? { logits: problem.logitsAt(course.values), gradients: null }
          : problem.gradientsAt(course.values, ascent.objective(course));
      try {
        const said = await perSample(logits);
        const standing = problem.goesOn
          ? rows.map((_, index) => index)
          : noteBroken(problem, best, rows, course.values, said);
        if (gradients === null) {
          noteHeldOut(
            best,
            rows,
            standing,
            tidy(() => ascent.end(problem, course, said)),
            course.values,
          );
          return;
        }
        const moved = tidy(() => ascent.next(problem, course, { step, logits: said, gradients }));
        dispose(course);
        course = moved;
        if (standing.length < rows.length) {
          const fewer = problem.narrowed(standing);
          const picked = picksOf(course, standing);
          problem.dispose();
          dispose(course);
          [problem, course] = [fewer, picked];
          rows = standing.map((index) => rows[index]);
        }
      } finally {
        dispose([logits, gradients]);
      }
    }
  } finally {
    dispose(course);
    problem.dispose();
  }
}

/** The untouched values, or a random point of the ball drawn for each sample, attack and restart. */
export function startValues(problem: PerturbationProblem, attack: string, restart: number, random: boolean): Values {
  const { samples, seed, clean } = problem;
  if (!random) return mapValues(clean, ({ values }) => tf.clone(values));
  const keys = samples.map(({ id }) => [seed, id, attack, restart, 'start']);
  return noisy(problem, 'inside', keys);
}

/** Notes the rows that the current point breaks, at once, and returns the indices of those whose label stands. */
function noteBroken(
  { truth }: PerturbationProblem,
  best: (Best | null)[],
  rows: readonly number[],
  values: Values,
  logits: readonly Float32Array[],
): readonly number[] {
  return rows.flatMap((row, index) => {
    if (!truth.isWrong(logits[index], index)) return [index];
    dispose(best[row]?.values);
    best[row] = { values: picks(values, [index]), height: Infinity, broken: true };
    return [];
  });
}

/** Takes over the end points, which may be the values of the course themselves. */
function noteHeldOut(
  best: (Best | null)[],
  rows: readonly number[],
  standing: readonly number[],
  { values, heights }: EndPoints,
  course: Values,
): void {
  for (const index of standing) {
    const held = best[rows[index]];
    if (held !== null && heights[index] <= held.height) continue;
    dispose(held?.values);
    best[rows[index]] = { values: picks(values, [index]), height: heights[index], broken: false };
  }
  if (values !== course) dispose(values);
}

async function perSample(logits: tf.Tensor2D): Promise<readonly Float32Array[]> {
  const [count, classes] = logits.shape;
  const data = (await logits.data()) as Float32Array;
  return Array.from({ length: count }, (_, row) => data.subarray(row * classes, (row + 1) * classes));
}

function picksOf<Row>({ values, memory, rows }: Course<Row>, indices: readonly number[]): Course<Row> {
  return {
    values: picks(values, indices),
    memory: mapValues(memory, (kept) => picks(kept, indices)),
    rows: indices.map((index) => rows[index]),
  };
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
