/** Probabilities from logits in double precision: p_k = exp(l_k − max l) / Σ_j exp(l_j − max l). */
export function softmax(logits: readonly number[]): readonly number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
