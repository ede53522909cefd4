/**
 * Staying where a gradient attack may be: in a ball per modality around the untouched sample, or in one ball of all, and
 * in the valid range.
 */
import * as tf from '@tensorflow/tfjs-core';
import { factsOf, type GradientChoice, type Norm } from '../../../shared/attacks/attack';
import { isOneBall } from '../../../shared/attacks/gradient';
import { mapValues } from '../../../shared/map-values';
import type { Embedded, FusedModel } from '../../models/fused-model';
import { tidy } from '../../tensors';
import type { Ball, PerturbationProblem, Values } from '../attack';
import { projectedL1 } from './l1';

/** The ball of one budget. */
export function ballOf(choice: GradientChoice, budgetIndex: number): Ball {
  const radii = factsOf(choice).radii(choice, budgetIndex);
  return { norm: choice.norm, radii, ...(isOneBall(choice, budgetIndex) ? { oneBall: true } : {}) };
}

/** Where values are held: what of a problem, or of the context that it was opened in, says so. */
export type Held = Pick<PerturbationProblem, 'model' | 'clean' | 'ball'>;

/**
 * The nearest values of all attacked modalities within ball and valid range. One ball of several is
 * √Σ (‖δ_m‖₂ / ε_m)² ≤ 1, with equal radii the l2 ball of the modalities end to end (CRMT, arXiv 2402.06244); with unequal
 * ones the point along the ray to its centre is taken.
 */
export function intoBall({ model, clean, ball }: Held, values: Values): Values {
  if (ball.oneBall !== true) {
    return mapValues(values, (value, id) => project(model, id, clean[id], value, ball.norm, ball.radii[id]));
  }
  return tidy(() => {
    const deltas = mapValues(values, (value, id) =>
      tf.mul(masked(tf.sub(value, clean[id].values), clean[id].mask), ball.radii[id] > 0 ? 1 : 0),
    );
    const lengths = tf.maximum(lengthInBall(ball, deltas), 1e-12);
    const shares = tf.minimum(tf.div(1, lengths), 1);
    return mapValues(deltas, (delta, id) =>
      valid(model, id, tf.add(clean[id].values, tf.mul(delta, perSample(shares, delta.rank)))),
    );
  });
}

/** The step up a linear function of these gradients [S, …] that is as long as the ball is wide. */
export function wholeStep({ ball }: Pick<Held, 'ball'>, gradients: Values): Values {
  if (ball.oneBall !== true) {
    return mapValues(gradients, (gradient, id) => tidy(() => tf.mul(steepest(gradient, ball.norm), ball.radii[id])));
  }
  return tidy(() => {
    // Of g·δ on Σ ‖δ_m‖² / ε_m² = 1 the largest is at δ_m = ε_m² g_m / √Σ ε_j² ‖g_j‖².
    const weighted = mapValues(gradients, (gradient, id) => tf.mul(gradient, ball.radii[id] ** 2));
    const lengths = tf.maximum(lengthInBall(ball, weighted), 1e-12);
    return mapValues(weighted, (step) => tf.div(step, perSample(lengths, step.rank)));
  });
}

/** √Σ (‖δ_m‖₂ / ε_m)² per sample [S]: 1 on the surface of the one ball. What may not move has no length. */
export function lengthInBall({ radii }: Pick<Ball, 'radii'>, deltas: Values): tf.Tensor1D {
  return tidy(() => {
    const squares = Object.entries(deltas).map(([id, delta]) =>
      tf.mul<tf.Tensor1D>(tf.square(lengthsOf(delta, 'l2')), radii[id] > 0 ? 1 / radii[id] ** 2 : 0),
    );
    return tf.sqrt(tf.addN(squares));
  });
}

/**
 * The nearest point of the ball (l2: along the ray to its centre), then clipped to the valid range, which can only
 * shorten the perturbation; in l1 the nearest of both together. Padding stays untouched.
 *
 * @param values [S, …] @param clean same shape; its mask [S, T] or null
 */
export function project(
  model: FusedModel,
  modality: string,
  clean: Embedded,
  values: tf.Tensor,
  norm: Norm,
  radius: number,
): tf.Tensor {
  return tidy(() => {
    const delta = masked(tf.sub(values, clean.values), clean.mask);
    return valid(
      model,
      modality,
      tf.add(
        clean.values,
        shortened(delta, norm, radius, () => roomFor(model, modality, clean, delta, radius)),
      ),
    );
  });
}

/** How far each number may go in a direction [S, …] before it leaves the valid range, or the radius. */
export function roomFor(
  model: FusedModel,
  modality: string,
  { values }: Embedded,
  direction: tf.Tensor,
  radius: number,
): tf.Tensor {
  return tidy(() =>
    model.perturbs[modality] === 'input'
      ? tf.where(tf.greater(direction, 0), tf.sub(1, values), values)
      : tf.fill(values.shape, radius),
  );
}

function valid(model: FusedModel, modality: string, values: tf.Tensor): tf.Tensor {
  return model.perturbs[modality] === 'input' ? tf.clipByValue(values, 0, 1) : values;
}

/**
 * Direction of steepest ascent of unit length: the sign in l∞, the normalised gradient in l2 (zero stays zero), the
 * steepest number alone in l1.
 */
export function steepest(gradient: tf.Tensor, norm: Norm): tf.Tensor {
  switch (norm) {
    case 'linf':
      return tidy(() => tf.sign(gradient));
    case 'l2':
      return tidy(() => {
        const lengths = perSample(lengthsOf(gradient, 'l2'), gradient.rank);
        return tf.div(gradient, tf.maximum(lengths, 1e-12));
      });
    case 'l1':
      return tidy(() => {
        const sizes = tf.abs(gradient);
        const largest = perSample(lengthsOf(gradient, 'linf'), gradient.rank);
        const chosen = tf.mul(tf.sign(gradient), tf.cast(tf.equal(sizes, largest), 'float32'));
        return tf.div(chosen, tf.maximum(perSample(lengthsOf(chosen, 'l1'), gradient.rank), 1));
      });
    default:
      return norm satisfies never;
  }
}

/** √Σ ‖v_m‖₂² per sample [S]: the l2 norm over all modalities end to end. */
export function lengthOver(values: Values): tf.Tensor1D {
  return tidy(() => tf.sqrt(tf.addN(Object.values(values).map((own) => tf.square(lengthsOf(own, 'l2'))))));
}

/** Norm per sample [S] of a tensor [S, …]. */
export function lengthsOf(delta: tf.Tensor, norm: Norm): tf.Tensor1D {
  return tidy(() => {
    const flat = tf.reshape(delta, [delta.shape[0], -1]);
    switch (norm) {
      case 'linf':
        return tf.max(tf.abs(flat), 1);
      case 'l2':
        return tf.sqrt(tf.sum(tf.square(flat), 1));
      case 'l1':
        return tf.sum(tf.abs(flat), 1);
      default:
        return norm satisfies never;
    }
  });
}

/** What may change of a perturbation [S, T, D], or [S, 1, T, D] of steps: nothing of padding. */
export function masked(delta: tf.Tensor, mask: tf.Tensor2D | null): tf.Tensor {
  if (mask === null) return delta;
  const [samples, count] = mask.shape;
  const between = Array.from({ length: delta.rank - 3 }, () => 1);
  return tf.mul(delta, tf.reshape(mask, [samples, ...between, count, 1]));
}

function shortened(delta: tf.Tensor, norm: Norm, radius: number, room: () => tf.Tensor): tf.Tensor {
  switch (norm) {
    case 'linf':
      return tf.clipByValue(delta, -radius, radius);
    case 'l2': {
      const lengths = tf.maximum(lengthsOf(delta, 'l2'), 1e-12);
      return tf.mul(delta, perSample(tf.minimum(tf.div(radius, lengths), 1), delta.rank));
    }
    case 'l1':
      return projectedL1(delta, room(), radius);
    default:
      return norm satisfies never;
  }
}

/** One number per sample [S], shaped to multiply tensors [S, …] of a rank. */
export function perSample(values: tf.Tensor, rank: number): tf.Tensor {
  return tf.reshape(values, [-1, ...Array.from({ length: rank - 1 }, () => 1)]);
}
