/** Numbers on the logits of one sample, on the host. */

/** Index of the largest value; the first of equals. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) if (values[index] > values[best]) best = index;
  return best;
}

/** Logit of the label minus the largest other logit: positive while the label is predicted. */
export function margin(logits: ArrayLike<number>, label: number): number {
  let other = -Infinity;
  for (let index = 0; index < logits.length; index += 1) {
    if (index !== label && logits[index] > other) other = logits[index];
  }
  return logits[label] - other;
}

/** Softmax probability of a class, in double precision. */
export function probability(logits: Float32Array, index: number): number {
  return Math.exp(logits[index] - logSumExp(logits));
}

/** Cross-entropy of a label, in nats; keeps apart what is far below the rounding of 1, as on confident samples. */
export function crossEntropy(logits: Float32Array, label: number): number {
  const odds = logOdds(logits, label);
  return odds > 30 ? odds : Math.log1p(Math.exp(odds));
}

/** Log odds against a label, log Σ_{k≠y} exp z_k − z_y: the cross-entropy is log(1 + exp of it). */
export function logOdds(logits: Float32Array, label: number): number {
  return logSumExp(logits.filter((_, index) => index !== label)) - logits[label];
}

function logSumExp(logits: Float32Array): number {
  const largest = logits[argMax(logits)];
  return largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}
