/**
 * FGSM and PGD on the answers for every pixel: up the mean cross-entropy of the pixels (as attacks on segmentation do,
 * Arnab et al., arXiv 1711.09856), within the same balls and by the same steps as on answers for the sample. No sample
 * leaves early: one wrong pixel is no end.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { FgsmChoice, PgdChoice } from '../../../shared/attack';
import { mapValues } from '../../../shared/map-values';
import type { Sample } from '../../data/dataset';
import type { Embeddings, Encodings, FusedModel } from '../../models/fused-model';
import type { Pause } from '../../pause';
import { dispose, tidy, tidyGradients } from '../../tensors';
import type { Ball, Values } from '../../attacks/attack';
import { intoBall, wholeStep } from '../../attacks/gradient/ball';
import { whereSample } from '../../attacks/gradient/chosen';
import { noisy } from '../../attacks/gradient/noise';
import { logitsOf, meanCrossEntropies, pixelLabels } from './answers';

/** The two whose step is a gradient's alone, so that any objective will do. */
export type PixelAttack = FgsmChoice | PgdChoice;

export interface PixelProblem {
  readonly model: FusedModel;
  readonly samples: readonly Sample[];
  /** Every modality, untouched. */
  readonly embeddings: Embeddings;
  readonly encodings: Encodings;
  readonly ball: Ball;
  readonly seed: number;
  readonly pause: Pause;
}

export interface PixelClaim {
  /** Per attacked modality, within the ball. The caller disposes of them. */
  readonly values: Values;
  /** Passes per sample: every one with a gradient, and at each end one without. */
  readonly queries: { readonly forward: number; readonly gradient: number };
}

export async function climbPixels(problem: PixelProblem, choice: PixelAttack): Promise<PixelClaim> {
  switch (choice.name) {
    case 'fgsm': {
      await problem.pause();
      const clean = cleanOf(problem);
      const values = tidy(() =>
        stepped(
          problem,
          mapValues(clean, ({ values: own }) => own),
          1,
        ),
      );
      return { values, queries: { forward: 1, gradient: 1 } };
    }
    case 'pgd':
      return pgd(problem, choice);
    default:
      return choice satisfies never;
  }
}

interface End {
  readonly values: Values;
  readonly losses: tf.Tensor1D;
}

/** The end point of the restart with the largest loss, per sample. */
async function pgd(problem: PixelProblem, choice: PgdChoice): Promise<PixelClaim> {
  const { steps, restarts, relativeStep } = choice;
  let best: End | null = null;
  for (let restart = 0; restart < restarts; restart += 1) {
    let values = start(problem, choice, restart);
    try {
      for (let step = 0; step < steps; step += 1) {
        await problem.pause();
        const next = tidy(() => stepped(problem, values, relativeStep));
        dispose(values);
        values = next;
      }
      await problem.pause();
    } catch (error) {
      dispose([values, best]);
      throw error;
    }
    const held: End | null = best;
    const ended = values;
    best = tidy((): End => better(held, { values: ended, losses: lossesAt(problem, ended) }));
    dispose([held, ended]);
  }
  dispose(best?.losses);
  return {
    values: best?.values ?? {},
    queries: { forward: restarts * (steps + 1), gradient: restarts * steps },
  };
}

/** Tensors of their own. */
function better(held: End | null, end: End): End {
  if (held === null) return { values: mapValues(end.values, (value) => tf.clone(value)), losses: tf.clone(end.losses) };
  const won = tf.greater(end.losses, held.losses);
  return {
    values: mapValues(end.values, (value, id) => whereSample(won, value, held.values[id])),
    losses: tf.maximum(end.losses, held.losses),
  };
}

function start(problem: PixelProblem, { randomStart }: PgdChoice, restart: number): Values {
  const { model, samples, seed, ball } = problem;
  const clean = cleanOf(problem);
  if (!randomStart) return mapValues(clean, ({ values }) => tf.clone(values));
  const keys = samples.map(({ id }) => [seed, id, 'pgd', restart, 'start']);
  return noisy({ model, clean, ball }, 'inside', keys);
}

export function cleanOf({ embeddings, ball }: Pick<PixelProblem, 'embeddings' | 'ball'>): Embeddings {
  return mapValues(ball.radii, (_, id) => embeddings[id]);
}

/** One step from some values along their gradient, back into the ball. */
function stepped(problem: PixelProblem, values: Values, length: number): Values {
  const { model, ball } = problem;
  const ids = Object.keys(values);
  const gradients = tidyGradients(() =>
    tf.grads((...points: tf.Tensor[]) =>
      // Samples do not interact, so the gradient of the sum holds each sample's own gradient.
      tf.sum(lossesAt(problem, Object.fromEntries(ids.map((id, index) => [id, points[index]])))),
    )(ids.map((id) => values[id])),
  );
  const steps = wholeStep(problem, Object.fromEntries(ids.map((id, index) => [id, gradients[index]])));
  return intoBall(
    { model, clean: cleanOf(problem), ball },
    mapValues(values, (value, id) => tf.add(value, tf.mul(steps[id], length))),
  );
}

function lossesAt(problem: PixelProblem, values: Values): tf.Tensor1D {
  const { model, samples } = problem;
  return meanCrossEntropies(logitsOf(model, encodedAt(problem, values)), pixelLabels(model, samples));
}

/** Encodings of these values, and the untouched ones of the others. */
export function encodedAt(
  { model, embeddings, encodings }: Pick<PixelProblem, 'model' | 'embeddings' | 'encodings'>,
  values: Values,
): Encodings {
  return {
    ...encodings,
    ...mapValues(values, (value, id) => model.encode(id, { ...embeddings[id], values: value })),
  };
}
