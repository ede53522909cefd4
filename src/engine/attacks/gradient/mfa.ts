/**
 * Fused-embedding attack "MFA" of MUROAN's predecessor (released code), which minimises
 * max(0, m + λ1 d(z', z_a) − λ2 d(z', z)) + MSE(x', x) by Adam. Its projected form climbs λ2 d(z', z) − λ1 d(z', z_a) in
 * steps within the ball: the hinge's own direction, which goes on where the hinge is satisfied.
 *
 * Repulsion has no slope at the untouched sample, so that without an anchor it starts from noise.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { MfaChoice } from '../../../shared/attacks/attack';
import { mapValues } from '../../../shared/map-values';
import type { EmbeddingObjective, PerturbationAttack, PerturbationProblem, Values } from '../attack';
import { climbed, startValues, type Course } from './ascent';
import { intoBall, wholeStep } from './ball';
import { noisy } from './noise';

/** Adam's decays and the number that keeps its quotient finite. */
const [firstDecay, secondDecay, smallest] = [0.9, 0.999, 1e-8];

export const mfa: PerturbationAttack<MfaChoice> = (problem, choice) =>
  climbed<null>(problem, {
    steps: choice.steps,
    restarts: choice.restarts,
    objective: ({ memory }) => objectiveIn(memory, choice),
    start: (whole, restart) => {
      const zeros = (): Values => mapValues(whole.clean, ({ values }) => tf.zerosLike(values));
      return {
        values: startOf(whole, choice, restart),
        memory: {
          embeddings: embeddingsOf(whole, choice, restart),
          ...(choice.form === 'published' ? { first: zeros(), second: zeros() } : {}),
        },
        rows: whole.samples.map(() => null),
      };
    },
    next: (whole, { values, memory, rows }, { gradients, step }) => {
      const embeddings = mapValues(memory.embeddings, (embedding) => tf.clone(embedding));
      if (choice.form === 'projected') {
        const steps = wholeStep(whole, gradients);
        const moved = mapValues(values, (value, id) => tf.add(value, tf.mul(steps[id], choice.relativeStep)));
        return { values: intoBall(whole, moved), memory: { embeddings }, rows };
      }
      const uphill = mapValues(gradients, (gradient, id) => tf.sub(gradient, squareSlope(whole, id, values[id])));
      const first = mapValues(uphill, (own, id) =>
        tf.add(tf.mul(memory.first[id], firstDecay), tf.mul(own, 1 - firstDecay)),
      );
      const second = mapValues(uphill, (own, id) =>
        tf.add(tf.mul(memory.second[id], secondDecay), tf.mul(tf.square(own), 1 - secondDecay)),
      );
      const moved = mapValues(values, (value, id) => {
        const mean = tf.div(first[id], 1 - firstDecay ** (step + 1));
        const size = tf.sqrt(tf.div(second[id], 1 - secondDecay ** (step + 1)));
        return tf.add(value, tf.mul(tf.div(mean, tf.add(size, smallest)), choice.learningRate));
      });
      return { values: intoBall(whole, moved), memory: { embeddings, first, second }, rows };
    },
    end: ({ truth }, { values }, logits) => ({
      values,
      heights: logits.map((own, row) => truth.loss(own, row)),
    }),
  });

/** Fused embeddings [S, D] of the untouched samples and, where there is to be one, of their anchors. */
interface Embeddings {
  readonly origin: tf.Tensor2D;
  readonly anchor?: tf.Tensor2D;
}

function objectiveIn(memory: Course<null>['memory'], choice: MfaChoice): EmbeddingObjective {
  const { origin, anchor = null } = memory.embeddings as Readonly<Embeddings>;
  return {
    origin,
    anchor,
    originWeight: choice.originWeight,
    anchorWeight: choice.anchorWeight,
    margin: choice.form === 'published' ? choice.margin : null,
  };
}

function embeddingsOf(problem: PerturbationProblem, { towards }: MfaChoice, restart: number): Values {
  const origin = problem.embeddingAt(mapValues(problem.clean, ({ values }) => values));
  if (towards === 'none') return { origin };
  return { origin, anchor: problem.embeddingOf(problem.samples.map((_, row) => problem.ofAnotherClass(row, restart))) };
}

/** Anywhere in the ball; of the published form the sample itself, with noise of one step where that has no slope. */
function startOf(problem: PerturbationProblem, choice: MfaChoice, restart: number): Values {
  const { form, towards, learningRate } = choice;
  if (form === 'projected') return startValues(problem, 'mfa', restart, true);
  if (towards === 'anchor' && restart === 0) return startValues(problem, 'mfa', restart, false);
  const { model, clean, ball, samples, seed } = problem;
  const small = { norm: 'linf', radii: mapValues(ball.radii, (radius) => Math.min(radius, learningRate)) } as const;
  const keys = samples.map(({ id }) => [seed, id, 'mfa', restart, 'start']);
  return intoBall(problem, noisy({ model, clean, ball: small }, 'inside', keys));
}

/** Slope of the mean square of a modality's change, 2 (x' − x) / N. */
function squareSlope({ clean, samples }: PerturbationProblem, id: string, values: tf.Tensor): tf.Tensor {
  return tf.mul(tf.sub(values, clean[id].values), 2 / (values.size / samples.length));
}
