/**
 * The l1 ball: staying in it, and where to step in it. Thresholds are bisected for, which keeps all on the device.
 */
import * as tf from '@tensorflow/tfjs-core';
import { tidy } from '../../tensors';

/** Halvings after which a threshold is exact in float32. */
const halvings = 26;

/**
 * The nearest point of the l1 ball within the valid range (Croce & Hein, arXiv 2103.01208, Proposition 2.1): each number
 * is shortened by one threshold λ ≥ 0 and cut off at its room, sign(u) min(max(|u| − λ, 0), room), with the smallest λ
 * whose sum of sizes is within the radius.
 *
 * @param delta [S, …] @param room of the same shape: how far each number may go in its direction
 */
export function projectedL1(delta: tf.Tensor, room: tf.Tensor, radius: number): tf.Tensor {
  return tidy(() => {
    const [sizes, rooms] = [flat(tf.abs(delta)), flat(room)];
    const cut = (threshold: tf.Tensor): tf.Tensor2D =>
      tf.minimum<tf.Tensor2D>(tf.relu(tf.sub(sizes, threshold)), rooms);
    const fits = tf.lessEqual(tf.sum(cut(tf.scalar(0)), 1, true), radius);
    const { high } = crossing(sizes, (threshold) => tf.sum(cut(threshold), 1, true), radius);
    const threshold = tf.where(fits, tf.zerosLike(high), high);
    return tf.mul(tf.sign(delta), tf.reshape(cut(threshold), delta.shape));
  });
}

/**
 * What climbs a linear function most: numbers in the order of their slopes, each as far as its room, until the radius is
 * used up.
 *
 * @param gradient [S, …] @param room of the same shape
 */
export function greedyL1(gradient: tf.Tensor, room: tf.Tensor, radius: number): tf.Tensor {
  return tidy(() => {
    const amounts = filled(flat(tf.abs(gradient)), tf.minimum<tf.Tensor2D>(flat(room), radius), radius);
    return tf.mul(tf.sign(gradient), tf.reshape(amounts, gradient.shape));
  });
}

/**
 * A step of length 1 along the steepest numbers that have room left, as long in each as it is steep. The sparse steps of
 * Tramèr & Boneh (arXiv 1904.13000, section 2.4) go equally far in each: of the numbers that they choose they then never
 * prefer the steepest, and on a linear model stay short of the best.
 *
 * @param share of the numbers that move; at least one does
 */
export function sparseStepL1(gradient: tf.Tensor, room: tf.Tensor, share: number): tf.Tensor {
  return tidy(() => {
    const size = gradient.size / gradient.shape[0];
    return steepestStepL1(gradient, room, tf.fill([gradient.shape[0]], Math.max(1, Math.round(share * size))));
  });
}

/** The same, of so many numbers in each sample. @param counts [S], whole; at least one moves */
export function steepestStepL1(gradient: tf.Tensor, room: tf.Tensor, counts: tf.Tensor1D): tf.Tensor {
  return tidy(() => {
    const slopes = flat(tf.where(tf.greater(room, 1e-6), tf.abs(gradient), tf.zerosLike(gradient)));
    const size = slopes.shape[1];
    const sorted = tf.topk(slopes, size).values;
    const last = tf.cast(tf.sub(tf.clipByValue(counts, 1, size), 1), 'int32');
    const least = tf.sum(tf.mul(sorted, tf.oneHot(last, size, 1, 0, 'float32')), 1, true);
    const moved = tf.mul<tf.Tensor2D>(slopes, tf.cast(tf.greaterEqual(slopes, least), 'float32'));
    const sums = tf.sum(moved, 1, true);
    const each = tf.div(moved, tf.where(tf.greater(sums, 0), sums, tf.onesLike(sums)));
    return tf.mul(tf.sign(gradient), tf.reshape(each, gradient.shape));
  });
}

/**
 * Fills numbers [S, d] to their capacities, those of the highest level first, until `most` is used up in each row; equal
 * levels share what is left.
 */
function filled(levels: tf.Tensor2D, capacities: tf.Tensor2D, most: number): tf.Tensor2D {
  const above = (level: tf.Tensor): tf.Tensor2D =>
    tf.mul<tf.Tensor2D>(tf.cast(tf.greater(levels, level), 'float32'), capacities);
  const { low, high } = crossing(levels, (level) => tf.sum(above(level), 1, true), most);
  const full = above(high);
  const partial = tf.sub<tf.Tensor2D>(above(low), full);
  const left = tf.sub(most, tf.sum(full, 1, true));
  const share = tf.minimum(tf.div(left, tf.maximum(tf.sum(partial, 1, true), 1e-12)), 1);
  return tf.add(full, tf.mul(partial, share));
}

/**
 * Per row, the two ends of the interval in which a sum that falls with its threshold comes down to `most`: it is above at
 * the low end, and not at the high one.
 */
function crossing(
  levels: tf.Tensor2D,
  sumAt: (threshold: tf.Tensor) => tf.Tensor,
  most: number,
): { readonly low: tf.Tensor; readonly high: tf.Tensor } {
  let high = tf.max(levels, 1, true);
  let low = tf.zerosLike(high);
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = tf.mul(tf.add(low, high), 0.5);
    const isAbove = tf.greater(sumAt(middle), most);
    [low, high] = [tf.where(isAbove, middle, low), tf.where(isAbove, high, middle)];
  }
  return { low, high };
}

function flat(values: tf.Tensor): tf.Tensor2D {
  return tf.reshape(values, [values.shape[0], -1]);
}
