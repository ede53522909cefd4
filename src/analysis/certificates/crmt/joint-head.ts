import { rivalsOf, type Lead } from './leads';

/** One linear head over the encodings of all modalities: h_k = Σ_m W_k^(m) · φ^(m) + b_k. */
export interface JointHead {
  /** W^(m), [M][K][D]. */
  readonly kernels: readonly (readonly (readonly number[])[])[];
  /** b_k. */
  readonly biases: readonly number[];
}

/** The lead over one rival, taken apart as in CRMT (arXiv 2402.06244, bound B1). */
export interface JointLead extends Lead {
  /** ζ^(m): signed distance of each modality's encoding to its own boundary between the two classes. */
  readonly margins: readonly number[];
  /** c^(m) = ‖W_y − W_j‖₂: what a unit of that distance counts. */
  readonly factors: readonly number[];
}

/** @param encodings φ^(m)(x), [M][D] */
export function jointLeads(
  { kernels, biases }: JointHead,
  encodings: readonly (readonly number[])[],
  label: number,
): readonly JointLead[] {
  return rivalsOf(label, biases.length).map((rival) => {
    const directions = kernels.map((rows) => rows[label].map((value, d) => value - rows[rival][d]));
    const factors = directions.map((direction) => Math.hypot(...direction));
    const shares = directions.map((direction, m) =>
      direction.reduce((sum, value, d) => sum + value * encodings[m][d], 0),
    );
    return {
      rival,
      shares,
      margins: shares.map((share, m) => (factors[m] === 0 ? 0 : share / factors[m])),
      factors,
      bias: biases[label] - biases[rival],
    };
  });
}

/**
 * How fast each modality can lower the lead over a rival: c^(m) τ^(m). The modality with the larger one is the vulnerable
 * one.
 *
 * @param constants τ^(m): a Lipschitz constant of the margin over this rival
 */
export function jointSlopes({ factors }: JointLead, constants: readonly number[]): readonly number[] {
  return factors.map((factor, m) => factor * constants[m]);
}
