/**
 * How far a network as float32 computes it may be from the function that its weights stand for: a forward error bound (Higham,
 * Accuracy and Stability of Numerical Algorithms, 2nd ed., chapter 3), at one sample and anywhere within a distance r of it.
 *
 * It rests on how long the numbers between the steps are at that sample, which is measured, so that it is no wider than need
 * be, and on how far r can move them, which is proven.
 *
 * Covered: every rounding of normalisation, mean of words, convolutions, dense layers, biases and scores, products too small
 * for a normal float32 among them, in whatever order sums are added; `proof.ts` adds that of the weighted sum. ReLU and
 * max-pooling round nothing and widen nothing. Not covered: arithmetic other than float32 rounded to the nearest (TF32,
 * float16), and convolutions by transforms (Winograd, FFT), whose errors are larger; `proof.ts` knows where such are not used.
 * Weights are what they are in float32.
 */
import { roundings, SMALLEST_NORMAL } from '../../shared/float32';

/** Of the distance r from a sample, in l2 of what is embedded: at + per · r. */
export interface Affine {
  readonly at: number;
  readonly per: number;
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

/**
 * One step of a network. `scaled`: a difference and a quotient of each number, `bound` the largest factor. `averaged`: the mean
 * of up to so many rows.
 */
export type Step =
  | { readonly kind: 'scaled'; readonly bound: number }
  | { readonly kind: 'averaged'; readonly count: number }
  | ({ readonly kind: 'linear' } & Linear);

/** Bounds of the l2 norm of some numbers and of their error. */
export interface Computed {
  readonly size: Affine;
  readonly error: Affine;
}

/** What the roundings of plain double precision in these very bounds are covered by. */
const SLACK = 1 + 1e-9;

export const plus = (a: Affine, b: Affine): Affine => ({ at: a.at + b.at, per: a.per + b.per });
export const times = (a: Affine, by: number): Affine => ({ at: a.at * by, per: a.per * by });
const constant = (at: number): Affine => ({ at, per: 0 });

/**
 * @param given l2 of what is embedded
 * @param measured l2 of what each step gave in float32, after ReLU and pooling where they follow; not too small
 */
export function afterSteps(steps: readonly Step[], given: number, measured: readonly number[]): Computed {
  return steps.reduce<Computed>((x, step, index) => afterStep(x, step, measured[index]), {
    size: { at: given, per: 1 },
    error: constant(0),
  });
}

/** Of all s^(m) of one modality, taken together in l2. */
export interface ScoreProof {
  /** How far they move per unit of l2 of what is embedded. */
  readonly bound: number;
  /** From what is embedded to the scores. */
  readonly steps: readonly Step[];
  /** Modalities whose scores are added up. */
  readonly added: number;
}

/**
 * How far each score of a modality, times its a_k^(m), may be off in float32, in units of that a_k^(m): at a sample, and per unit
 * of l2 away from it.
 *
 * @param given l2 of what is embedded @param measured l2 of what each step gave
 */
export function roundingAt({ steps, added }: ScoreProof, given: number, measured: readonly number[]): Affine {
  const { size, error } = afterSteps(steps, given, measured);
  // Multiplied by a_k^(m) and added to the others and b_k, one by one.
  return plus(error, times(plus(size, error), roundings(added + 1)));
}

function afterStep({ size, error }: Computed, step: Step, measured: number): Computed {
  // What was computed is off by the error at most, and what is true moves by the bound at most.
  const sized = (lost: Affine, bound: number): Affine => ({
    at: (measured + lost.at) * SLACK,
    per: size.per * bound * SLACK,
  });
  switch (step.kind) {
    case 'scaled': {
      const moved = size.per * step.bound * SLACK;
      // Each number is off by a share of itself: of the true one, which is that of the computed one but for the same share.
      const lost = times({ at: measured / (1 - roundings(2)), per: moved }, SLACK * roundings(2));
      return { size: sized(lost, step.bound), error: plus(times(error, step.bound), lost) };
    }
    case 'averaged': {
      const lost = plus(error, times(plus(size, error), SLACK * roundings(step.count + 1)));
      return { size: sized(lost, 1), error: lost };
    }
    case 'linear': {
      const summed = plus(times(plus(size, error), step.absolute), constant(step.bias));
      const tiny = constant(step.terms * Math.sqrt(step.outputs) * SMALLEST_NORMAL);
      const own = plus(times(summed, roundings(step.terms + 1)), tiny);
      const lost = times(plus(times(error, step.bound), own), SLACK);
      return { size: sized(lost, step.bound), error: lost };
    }
    default:
      return step satisfies never;
  }
}
