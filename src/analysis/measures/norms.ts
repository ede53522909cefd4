type ByModality = Readonly<Record<string, number>>;

/** Largest norm of a perturbation per modality, in the modality's own units. */
export function largestNorms(norms: readonly ByModality[]): ByModality {
  const largest: Record<string, number> = {};
  for (const own of norms) {
    for (const [modality, norm] of Object.entries(own)) largest[modality] = Math.max(largest[modality] ?? 0, norm);
  }
  return largest;
}

/** Largest √Σ (norm / radius)² of a sample, which one ball of all modalities keeps at 1. */
export function largestInBall(norms: readonly ByModality[], radii: ByModality): number {
  return Math.max(0, ...norms.map((own) => lengthInBall(own, radii)));
}

function lengthInBall(norms: ByModality, radii: ByModality): number {
  return Math.hypot(...Object.entries(norms).map(([id, norm]) => (radii[id] > 0 ? norm / radii[id] : norm)));
}
