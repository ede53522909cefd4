/** The lab's attacks on samples that are known to be clean-correct, judged by one more pass of the model. */
import * as tf from '@tensorflow/tfjs-core';
import { factsOf, type FgsmChoice, type GradientChoice, type PgdChoice } from '../../../src/shared/attacks/attack';
import { mapValues } from '../../../src/shared/map-values';
import type { PerturbationClaim, PerturbationProblem, Values } from '../../../src/engine/attacks/attack';
import {
  ballOf,
  intoBall,
  lengthInBall,
  lengthsOf,
  project,
  steepest,
} from '../../../src/engine/attacks/gradient/ball';
import { withNoise } from '../../../src/engine/attacks/gradient/noise';
import { openProblem } from '../../../src/engine/attacks/gradient/problem';
import { embedSamples, encodeAll, rowsOf } from '../../../src/engine/attacks/outputs';
import { perturb } from '../../../src/engine/attacks/registry';
import type { Sample } from '../../../src/engine/data/dataset';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { argMax } from '../../../src/engine/models/logits';
import type { Pause } from '../../../src/engine/pause';
import { dispose, tidy } from '../../../src/engine/tensors';

/**
 * `active set`: as the lab attacks. `none`: all samples all steps, as the peers do. `at the end`: the same by the attack's
 * own code, told to go on with what is broken, which costs the lab what it would not compute.
 */
export type Stopping = 'active set' | 'none' | 'at the end';

export interface Judged {
  /** Per sample: does the label stand? */
  readonly held: readonly boolean[];
  /** The longest perturbation, in the norm of the attack (in l∞ the largest change of a pixel value), after projection. */
  readonly largest: number;
  /** Passes of one sample with gradients, over all samples: what was really computed. */
  readonly gradients: number;
}

const pause: Pause = () => Promise.resolve();

export async function attackSamples(
  model: FusedModel,
  samples: readonly Sample[],
  choice: GradientChoice,
  stopping: Stopping,
  seed: number,
): Promise<Judged> {
  const embeddings = tidy(() => embedSamples(model, samples));
  const ball = ballOf(choice, 0);
  // Encodings are for modalities that are not attacked.
  const isWhole = Object.keys(model.modalities).every((id) => id in ball.radii);
  const encodings = isWhole ? {} : tidy(() => encodeAll(model, embeddings));
  const problem = openProblem({ model, samples, embeddings, encodings, seed, pause }, ball);
  try {
    const isPlain = stopping === 'none' && choice.name === 'pgd';
    const asked = stopping === 'at the end' ? problem.asked({ goesOn: true }) : problem;
    const claim = isPlain ? withoutStopping(problem, choice) : await perturb(asked, choice);
    const judged = await judge(problem, claim);
    return { ...judged, gradients: problem.passes.gradient.reduce((sum, count) => sum + count, 0) };
  } finally {
    problem.dispose();
    dispose([embeddings, encodings]);
  }
}

/** The lab's PGD, step by step, but for the active set: one restart, all samples through all steps, the last kept. */
function withoutStopping(problem: PerturbationProblem, choice: PgdChoice): PerturbationClaim {
  const { model, samples, seed, clean, ball } = problem;
  const keys = samples.map(({ id }) => [seed, id, 'pgd', 0, 'start']);
  let values: Values = mapValues(clean, (embedded, id) =>
    withNoise(model, id, embedded, ball.norm, ball.radii[id], 'inside', keys),
  );
  for (let step = 0; step < choice.steps; step += 1) {
    const { logits, gradients } = problem.gradientsAt(values);
    const moved = mapValues(values, (value, id) =>
      tidy(() => {
        const change = tf.mul(steepest(gradients[id], ball.norm), choice.relativeStep * ball.radii[id]);
        return project(model, id, clean[id], tf.add(value, change), ball.norm, ball.radii[id]);
      }),
    );
    dispose([logits, gradients, values]);
    values = moved;
  }
  return { values, broken: samples.map(() => false) };
}

/** What the framework does with a claim: projects it, runs the model on it, and looks for itself. */
async function judge(problem: PerturbationProblem, claim: PerturbationClaim): Promise<Omit<Judged, 'gradients'>> {
  const { model, samples, clean, ball } = problem;
  const values = intoBall({ model, clean, ball }, claim.values);
  const logits = problem.logitsAt(values);
  const lengths = tidy(() => {
    const deltas = mapValues(values, (value, id) => tf.sub(value, clean[id].values));
    if (ball.oneBall !== true) return mapValues(deltas, (delta) => tf.max(lengthsOf(delta, ball.norm)));
    const [radius] = Object.values(ball.radii);
    return { together: tf.mul(tf.max(lengthInBall(ball, deltas)), radius) };
  });
  try {
    const rows = await rowsOf(logits);
    const largest = await Promise.all(Object.values(lengths).map(async (length) => (await length.data())[0]));
    return {
      held: samples.map(({ label }, row) => argMax(rows[row]) === label),
      largest: Math.max(...largest),
    };
  } finally {
    dispose([claim.values, values, logits, lengths]);
  }
}

/** Forward passes only: random perturbations within the ball, all samples asked every time. */
export async function askNoises(
  model: FusedModel,
  samples: readonly Sample[],
  choice: FgsmChoice,
  draws: number,
  seed: number,
): Promise<Judged> {
  const embeddings = tidy(() => embedSamples(model, samples));
  const radii = factsOf(choice).radii(choice, 0);
  const held = samples.map(() => true);
  let largest = 0;
  try {
    for (let draw = 0; draw < draws; draw += 1) {
      const keys = samples.map(({ id }) => [seed, id, 'noise', draw]);
      const changes: tf.Tensor[] = [];
      const logits = tidy(() =>
        model.decide(
          model.fuse(
            mapValues(embeddings, (embedded, id) => {
              const values = withNoise(model, id, embedded, choice.norm, radii[id], 'inside', keys);
              // One draw tells whether the ball is kept; it need not be paid for in every one.
              if (draw === 0) changes.push(tf.keep(tf.max(tf.abs(tf.sub(values, embedded.values)))));
              return model.encode(id, { ...embedded, values });
            }),
          ),
        ),
      );
      const rows = await rowsOf(logits);
      for (const change of changes) largest = Math.max(largest, (await change.data())[0]);
      dispose([logits, changes]);
      for (const [row, { label }] of samples.entries()) held[row] &&= argMax(rows[row]) === label;
    }
    return { held, largest, gradients: 0 };
  } finally {
    dispose(embeddings);
  }
}
