/**
 * How far a network as float32 computes it may be from the function that its weights stand for, before it is run: an
 * a-priori forward error bound (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., chapter 3).
 *
 * Covered: every rounding of normalisation, mean of words, convolutions, dense layers, biases, scores, their weights and
 * their sum, products too small for a normal float32 among them, in whatever order sums are added. ReLU and max-pooling round
 * nothing and widen nothing. Not covered: arithmetic other than float32 rounded to the nearest (TF32, float16), and
 * convolutions by transforms (Winograd, FFT), whose errors are larger; `proof.ts` knows where such are not used. Weights are
 * what they are in float32.
 */
import { roundings, SMALLEST_NORMAL } from '../../shared/float32';
import { planeOf, type PlaneSpec } from '../../shared/modality';

/** Of the l2 norm N of what is embedded: at + per · N. */
export interface Affine {
  readonly at: number;
  readonly per: number;
}

/** Some numbers of the network, wherever its input lies: bounds of the l2 norm of what they stand for, and of their error. */
export interface Computed {
  readonly size: Affine;
  readonly error: Affine;
}

/** A linear map with its bias. */
export interface Linear {
  /** Products that each output is a sum of. */
  readonly terms: number;
  readonly outputs: number;
  /** ‖W‖₂ at most. */
  readonly bound: number;
  /** ‖|W|‖₂ at most, |W| the map with all weights positive. */
  readonly absolute: number;
  /** ‖b‖₂ over all outputs; 0 without. */
  readonly bias: number;
}

/** What the roundings of plain double precision in these very bounds are covered by. */
const SLACK = 1 + 1e-9;

export const plus = (a: Affine, b: Affine): Affine => ({ at: a.at + b.at, per: a.per + b.per });
export const times = (a: Affine, by: number): Affine => ({ at: a.at * by, per: a.per * by });
const constant = (at: number): Affine => ({ at, per: 0 });

/** What is embedded, as it is: it may lie anywhere. */
export const embedded: Computed = { size: { at: 0, per: 1 }, error: constant(0) };

/** (x − mean) / deviation of values in [0, 1]: two roundings of each. */
export function normalised(spec: PlaneSpec): Computed {
  const { height, width, channels } = planeOf(spec);
  const largest = spec.mean.map((mean, c) => {
    const [centre, deviation] = [Math.fround(mean), Math.fround(spec.std[c])];
    return Math.max(Math.abs(centre), Math.abs(1 - centre)) / deviation;
  });
  const repeats = (height * width * channels) / largest.length;
  const size = constant(SLACK * Math.sqrt(repeats) * Math.hypot(...largest));
  return { size, error: times(size, roundings(2)) };
}

/** The mean of up to so many rows: no longer than all rows together. */
export function averaged({ size, error }: Computed, count: number): Computed {
  return { size, error: plus(error, times(plus(size, error), SLACK * roundings(count + 1))) };
}

/** W x + b. */
export function mapped({ size, error }: Computed, { terms, outputs, bound, absolute, bias }: Linear): Computed {
  const summed = plus(times(plus(size, error), absolute), constant(bias));
  const lost = constant(terms * Math.sqrt(outputs) * SMALLEST_NORMAL);
  return {
    size: plus(times(size, bound), constant(bias)),
    error: times(plus(times(error, bound), plus(times(summed, roundings(terms + 1)), lost)), SLACK),
  };
}
