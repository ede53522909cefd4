/** Staying where a gradient attack may be: in a ball per modality around the untouched sample, and the valid range. */
import * as tf from '@tensorflow/tfjs-core';
import { factsOf, type GradientChoice, type Norm } from '../../../shared/attack';
import type { Embedded, FusedModel } from '../../models/fused-model';
import { tidy } from '../../tensors';
import type { Ball } from '../attack';

/** The ball of one budget. */
export function ballOf(choice: GradientChoice, budgetIndex: number): Ball {
  return { norm: choice.norm, radii: factsOf(choice).radii(choice, budgetIndex) };
}

/**
 * The nearest point of the ball (l2: along the ray to its centre), then clipped to the valid range, which can only
 * shorten the perturbation. Padding of a text stays untouched.
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
    const moved = tf.add(clean.values, shortened(delta, norm, radius));
    return model.perturbs[modality] === 'input' ? tf.clipByValue(moved, 0, 1) : moved;
  });
}

/** Direction of steepest ascent of unit length: the sign in l∞, the normalised gradient in l2 (zero stays zero). */
export function steepest(gradient: tf.Tensor, norm: Norm): tf.Tensor {
  switch (norm) {
    case 'linf':
      return tidy(() => tf.sign(gradient));
    case 'l2':
      return tidy(() => {
        const lengths = perSample(lengthsOf(gradient, 'l2'), gradient.rank);
        return tf.div(gradient, tf.maximum(lengths, 1e-12));
      });
    default:
      return norm satisfies never;
  }
}

/** Norm per sample [S] of a tensor [S, …]. */
export function lengthsOf(delta: tf.Tensor, norm: Norm): tf.Tensor1D {
  return tidy(() => {
    const flat = tf.reshape(delta, [delta.shape[0], -1]);
    return norm === 'l2' ? tf.sqrt(tf.sum(tf.square(flat), 1)) : tf.max(tf.abs(flat), 1);
  });
}

export function masked(delta: tf.Tensor, mask: tf.Tensor2D | null): tf.Tensor {
  return mask === null ? delta : tf.mul(delta, tf.expandDims(mask, -1));
}

function shortened(delta: tf.Tensor, norm: Norm, radius: number): tf.Tensor {
  switch (norm) {
    case 'linf':
      return tf.clipByValue(delta, -radius, radius);
    case 'l2': {
      const lengths = tf.maximum(lengthsOf(delta, 'l2'), 1e-12);
      return tf.mul(delta, perSample(tf.minimum(tf.div(radius, lengths), 1), delta.rank));
    }
    default:
      return norm satisfies never;
  }
}

/** One number per sample [S], shaped to multiply tensors [S, …] of a rank. */
export function perSample(values: tf.Tensor, rank: number): tf.Tensor {
  return tf.reshape(values, [-1, ...Array.from({ length: rank - 1 }, () => 1)]);
}
