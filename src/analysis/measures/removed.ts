import type { RemovalRecord } from '../../shared/records/record';

/** Removed share of the input: Σ removed elements / Σ elements over all modalities (MUROAN §2.3), in [0, 1]. */
export function pooledShare(removed: Counts, total: Counts): number {
  return ratio(sum(removed), sum(total));
}

/** Removed share of one modality, in [0, 1]. */
export function modalityShare(removed: Counts, total: Counts, modality: string): number {
  return ratio(removed[modality] ?? 0, total[modality] ?? 0);
}

/** Largest share that is gone of any modality: what a cap on removals is about, as the pooled share hides words. */
export function largestShare(removed: Counts, total: Counts): number {
  return Math.max(0, ...Object.keys(removed).map((modality) => modalityShare(removed, total, modality)));
}

/**
 * The released code's count (the last element of a removal only) over all elements: a column for comparison only. Null
 * where nothing was found, and of attacks that the released code has not.
 */
export function legacyShare({ found, elements }: RemovalRecord): number | null {
  return found?.share.legacyRemoved === undefined ? null : ratio(found.share.legacyRemoved, sum(elements));
}

/** r of a sample: pooled removed share of the successful attack, 1 for a failure. */
export function removalCost(record: RemovalRecord): number {
  return record.found === null ? 1 : pooledShare(record.found.share.removed, record.elements);
}

/** As `removalCost`, but a success whose removal destroyed the deciding evidence is a failure. */
export function decidableCost(record: RemovalRecord): number {
  return record.found?.decidable === true ? removalCost(record) : 1;
}

/** r of one modality, 1 for a failure; a success that leaves the modality untouched costs 0 of it. */
export function modalityCost(record: RemovalRecord, modality: string): number {
  return record.found === null ? 1 : modalityShare(record.found.share.removed, record.elements, modality);
}

/** Removed share as a mean over the modalities, so that words count beside pixels; 1 for a failure. */
export function meanShareCost(record: RemovalRecord, modalities: readonly string[]): number {
  return modalities.reduce((sum, id) => sum + modalityCost(record, id), 0) / modalities.length;
}

type Counts = Readonly<Record<string, number>>;

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
