/** Probabilities from logits in double precision: p_k = exp(l_k − max l) / Σ_j exp(l_j − max l). */
export function softmax(logits: readonly number[]): readonly number[] {
  const { powers, sum } = powersOf(logits);
  return powers.map((power) => power / sum);
}

/** −ln softmax(logits)[label], in nats, also where that probability is too small for a number. */
export function crossEntropy(logits: readonly number[], label: number): number {
  const { largest, sum } = powersOf(logits);
  return Math.log(sum) + largest - logits[label];
}

/** Log odds against a label, ln Σ_{k≠y} exp l_k − l_y, with which its cross-entropy rises. */
export function oddsAgainst(logits: readonly number[], label: number): number {
  const { largest, sum } = powersOf(logits.filter((_, index) => index !== label));
  return Math.log(sum) + largest - logits[label];
}

/** exp(l_k − max l) and their sum: none of them overflows. */
function powersOf(logits: readonly number[]): {
  readonly largest: number;
  readonly powers: readonly number[];
  readonly sum: number;
} {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  return { largest, powers, sum: powers.reduce((total, power) => total + power, 0) };
}
