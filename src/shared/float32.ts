/** Half the distance from 1 to the next float32: what one rounding to the nearest changes, as a share. */
const UNIT = 2 ** -24;

/** The smallest normal float32. A product below it may be flushed to zero. */
export const SMALLEST_NORMAL = 2 ** -126;

/**
 * γ_n = n·u / (1 − n·u): what n roundings change at most, as a share (Higham, Accuracy and Stability of Numerical
 * Algorithms, 2nd ed., lemma 3.1). Of a sum of n products it holds in whatever order they are added, fused or not.
 */
export function roundings(n: number): number {
  const part = n * UNIT;
  if (part >= 1) throw new Error(`${String(n)} roundings to float32 have no bound.`);
  return part / (1 - part);
}
