import type { Integration } from '../../../shared/training/integration';

/** How much a modality counts in a decision that is a sum over the modalities, and how fast it can change it. */
export interface Sensitivity {
  readonly modality: string;
  /** Mean of |a_k| over the classes. */
  readonly weight: number;
  /** Largest |a_k| τ_k of a class, in logits per unit of l2: estimated from samples, so the true one may be larger. */
  readonly slope: number;
  /** The largest |a_k| times what is proven of the scores: no logit changes faster by it. Null where nothing is proven. */
  readonly proven: number | null;
}

/** By modality, in the order of the model. */
export function sensitivities({ weights, slopes, bounds }: Integration): readonly Sensitivity[] {
  return Object.entries(weights).map(([modality, own]) => {
    const amounts = own.map(Math.abs);
    const bound = bounds[modality];
    return {
      modality,
      weight: amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length,
      slope: Math.max(...amounts.map((amount, k) => amount * slopes[modality][k])),
      proven: bound === null ? null : Math.max(...amounts) * bound,
    };
  });
}
