/** Numbers per modality and class, [M][K]. */
export type ByClass = readonly (readonly number[])[];

/** What an orthogonal classifier computes of one sample: h_k = Σ_m a_k^(m) s_k^(m) + b_k (CRMT, arXiv 2402.06244). */
export interface Integrated {
  /** s_k^(m): what each modality alone says for each class. */
  readonly scores: ByClass;
  /** a_k^(m): how much of it counts. */
  readonly weights: ByClass;
  /** b_k. */
  readonly biases: readonly number[];
}

/** By how much the label's logit exceeds another class's, in logits, and where that comes from. */
export interface Lead {
  readonly rival: number;
  /** What each modality adds to it. */
  readonly shares: readonly number[];
  /** What the biases add to it. */
  readonly bias: number;
}

/** The lead of a label over every other class, in the order of the classes. */
export function leadsOf({ scores, weights, biases }: Integrated, label: number): readonly Lead[] {
  return rivalsOf(label, biases.length).map((rival) => ({
    rival,
    shares: scores.map((own, m) => weights[m][label] * own[label] - weights[m][rival] * own[rival]),
    bias: biases[label] - biases[rival],
  }));
}

export function totalOf({ shares, bias }: Lead): number {
  return shares.reduce((sum, share) => sum + share, bias);
}

/** The class that comes closest to the label; the first among equals. */
export function runnerUp(leads: readonly Lead[]): Lead {
  return leads.reduce((closest, lead) => (totalOf(lead) < totalOf(closest) ? lead : closest));
}

/**
 * How fast each modality can lower the lead over a rival, in logits per unit of l2: |a_y| τ_y + |a_j| τ_j of bound B2. The
 * amounts, since B2 as printed needs weights that are not negative.
 *
 * @param constants τ_k^(m): a Lipschitz constant of s_k^(m)
 */
export function slopesOf({ weights }: Integrated, constants: ByClass, label: number, rival: number): readonly number[] {
  return weights.map(
    (own, m) => Math.abs(own[label]) * constants[m][label] + Math.abs(own[rival]) * constants[m][rival],
  );
}

export function rivalsOf(label: number, classes: number): readonly number[] {
  return Array.from({ length: classes }, (_, k) => k).filter((k) => k !== label);
}
