/** Share of all steps in which the learning rate rises from nothing. */
const WARM_UP = 0.02;

/**
 * Learning rate of a step: a short linear rise, then half a cosine down to zero at the last step (Loshchilov & Hutter,
 * arXiv 1608.03983, without restarts).
 *
 * @param step steps done before
 * @param total steps that training takes unless it stops early
 */
export function learningRateAt(step: number, total: number, peak: number): number {
  const warmUp = Math.ceil(WARM_UP * total);
  if (step < warmUp) return (peak * (step + 1)) / warmUp;
  return (peak / 2) * (1 + Math.cos((Math.PI * (step - warmUp)) / (total - warmUp)));
}
