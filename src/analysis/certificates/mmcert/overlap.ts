import type { Tamper } from '../../../shared/certificates/tamper';

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

/** What is done to elements: alike to those of every modality, or to each modality's what stands at its place. */
export type Tampering = Tamper | readonly Tamper[];

/** log[P_n' / P_n] and log[P_e / P_n] of one modality, of one size that an attack may leave it with. */
interface Left {
  readonly grown: number;
  readonly kept: number;
}

/**
 * By how much p_A must exceed every other probability. With q = P_n' / P_n and e = P_e / P_n, condition T1 of the method
 * reads p_A − p_B > 1 + q − 2e: where all are tampered with alike, modify 2δ, add q − 1, delete 1 − q; mixed the largest
 * over all sizes n' from n to n + r with e of max(n, n') − r (below n, q falls and e stays, so that nothing worse is there).
 *
 * Below 1, where alone anything is certified, it does not fall with the radius of any modality, whatever is done to the
 * others: modifying lowers e, adding raises q, and deleting scales q − 2e, which is negative there, towards 0.
 *
 * @returns Infinity where nothing holds at all
 */
export function neededLead(modalities: readonly Sampled[], radius: readonly number[], tampering: Tampering): number {
  const tamperOf = (place: number): Tamper => (typeof tampering === 'string' ? tampering : tampering[place]);
  const combinations = modalities.reduce(
    (product, _, place) => (tamperOf(place) === 'mixed' ? product * (radius[place] + 1) : product),
    1,
  );
  const left = modalities.map((modality, place) =>
    leftOf(modality, radius[place], tamperOf(place), combinations <= mostSizes),
  );
  const worst = (at: number, grown: number, kept: number): number =>
    at === left.length
      ? Math.expm1(grown) - 2 * Math.expm1(kept)
      : left[at].reduce((most, size) => Math.max(most, worst(at + 1, grown + size.grown, kept + size.kept)), -Infinity);
  const lead = worst(0, 0, 0);
  // Elements are added to an empty text while all of another are deleted: no draw is left to compare.
  return Number.isNaN(lead) ? Infinity : lead;
}

/** Combinations of sizes that are tried of mixed attacks: some milliseconds, as a study asks it of every sample. */
const mostSizes = 250_000;

/** @param triesAll false: of a mixed attack q at its largest beside e at its smallest: no less than any size needs, and it rises with r too */
function leftOf(modality: Sampled, r: number, tamper: Tamper, triesAll: boolean): readonly Left[] {
  switch (tamper) {
    case 'modify':
      return [{ grown: 0, kept: logKept(modality, r) }];
    case 'add':
      return [{ grown: logGrown(modality, r), kept: 0 }];
    case 'delete': {
      const kept = logKept(modality, r);
      return [{ grown: kept, kept }];
    }
    case 'mixed':
      return triesAll ? sizesOf(modality, r) : [{ grown: logGrown(modality, r), kept: logKept(modality, r) }];
    default:
      return tamper satisfies never;
  }
}

/** After 0 to r elements more than before. */
function sizesOf(modality: Sampled, r: number): readonly Left[] {
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
