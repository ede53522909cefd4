import type { Tamper } from '../../../shared/tamper';

/**
 * Independent sub-sampling of MMCert (Wang, Fu, Zou, Jia, CVPR 2024, arXiv 2403.19080): of each modality's n elements, k
 * are drawn without replacement. An attacker changes up to r of them.
 */
export interface Sampled {
  /** Elements. */
  readonly n: number;
  /** Elements drawn, at most n. */
  readonly k: number;
}

/** log[C(n − r, k) / C(n, k)], never forming the binomials; −∞ where fewer than k elements are left. */
function logKept({ n, k }: Sampled, r: number): number {
  if (r > n - k) return -Infinity;
  let sum = 0;
  for (let taken = 0; taken < r; taken += 1) sum += Math.log1p(-k / (n - taken));
  return sum;
}

/** log[C(n + r, k) / C(n, k)]; ∞ where there was nothing to draw from: all that is then drawn was added. */
function logGrown({ n, k }: Sampled, r: number): number {
  if (n === 0 && r > 0) return Infinity;
  let sum = 0;
  for (let added = 1; added <= r; added += 1) sum -= Math.log1p(-k / (n + added));
  return sum;
}

/** δ = 1 − Π C(n_i − r_i, k_i) / C(n_i, k_i): the share of draws that an attacker who modifies r_i elements reaches. */
export function reached(modalities: readonly Sampled[], radius: readonly number[]): number {
  return -Math.expm1(modalities.reduce((sum, modality, index) => sum + logKept(modality, radius[index]), 0));
}

/**
 * By how much p_A must exceed every other probability. With q = P_n' / P_n and e = P_e / P_n, condition T1 of the method
 * reads p_A − p_B > 1 + q − 2e: modify 2δ, add q − 1, delete 1 − q; mixed the largest over all sizes n' from n to n + r
 * with e of max(n, n') − r (below n, q falls and e stays, so that nothing worse is there).
 */
export function neededLead(modalities: readonly Sampled[], radius: readonly number[], tamper: Tamper): number {
  switch (tamper) {
    case 'modify':
      return 2 * reached(modalities, radius);
    case 'delete':
      return reached(modalities, radius);
    case 'add':
      return Math.expm1(modalities.reduce((sum, modality, index) => sum + logGrown(modality, radius[index]), 0));
    case 'mixed':
      return mixedLead(modalities, radius);
    default:
      return tamper satisfies never;
  }
}

/** Combinations of sizes that are tried for a mixed attack: some milliseconds, as a study asks it of every sample. */
const mostSizes = 250_000;

function mixedLead(modalities: readonly Sampled[], radius: readonly number[]): number {
  if (radius.reduce((product, r) => product * (r + 1), 1) > mostSizes) {
    // Every q at its largest beside every e at its smallest: no less than any combination needs, and it rises with r too.
    return neededLead(modalities, radius, 'add') + neededLead(modalities, radius, 'modify');
  }
  const sizes = modalities.map((modality, index) => sizesOf(modality, radius[index]));
  const worst = (at: number, grown: number, kept: number): number =>
    at === sizes.length
      ? Math.expm1(grown) - 2 * Math.expm1(kept)
      : sizes[at].reduce(
          (most, size) => Math.max(most, worst(at + 1, grown + size.grown, kept + size.kept)),
          -Infinity,
        );
  return worst(0, 0, 0);
}

/** log q and log e of one modality after 0 to r elements more than before. */
function sizesOf(modality: Sampled, r: number): readonly { readonly grown: number; readonly kept: number }[] {
  const { k } = modality;
  let grown = 0;
  let kept = logKept(modality, r);
  const sizes = [{ grown, kept }];
  for (let more = 1; more <= r; more += 1) {
    const overlap = modality.n + more - r;
    grown -= Math.log1p(-k / (modality.n + more));
    kept = kept === -Infinity ? logKept(modality, r - more) : kept - Math.log1p(-k / overlap);
    sizes.push({ grown, kept });
  }
  return sizes;
}
