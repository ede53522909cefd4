import type { Lead } from './leads';

/** The lead of one linear head over all modalities, taken apart as in CRMT (arXiv 2402.06244, bound B1). */
export interface JointLead extends Lead {
  /** ζ^(m): signed distance of each modality's encoding to its own boundary between the two classes. */
  readonly margins: readonly number[];
  /** c^(m) = ‖W_y − W_j‖₂: what a unit of that distance counts. */
  readonly factors: readonly number[];
}

/** @param factors c^(m) of the label and the rival of the lead */
export function jointLead(lead: Lead, factors: readonly number[]): JointLead {
  return { ...lead, margins: lead.shares.map((share, m) => (factors[m] === 0 ? 0 : share / factors[m])), factors };
}

/**
 * How fast each modality can lower the lead over a rival: c^(m) τ^(m). The modality with the larger one is the vulnerable
 * one.
 *
 * @param constants τ^(m): a Lipschitz constant of the margin over this rival
 */
export function jointSlopes({ factors }: Pick<JointLead, 'factors'>, constants: readonly number[]): readonly number[] {
  return factors.map((factor, m) => factor * constants[m]);
}
