import type { Network } from '../models/network';

/**
 * What each training sample lost by each modality's own answer, summed over the epochs so far: the history that QMF ranks
 * samples by (arXiv 2306.02050, released code).
 */
export interface LossHistory {
  /** Place of each training row. */
  readonly places: ReadonlyMap<number, number>;
  readonly modalities: number;
  /** [N, M], row-major. */
  readonly sums: Float32Array;
}

/** What the training of a network remembers at its start; null where its fusion asks for nothing. */
export function historyFor(network: Network, rows: readonly number[]): LossHistory | null {
  return network.ranking === undefined ? null : emptyHistory(rows, Object.keys(network.modalities).length);
}

/** Nothing is lost yet. @param rows those of every epoch, in their own order */
export function emptyHistory(rows: readonly number[], modalities: number): LossHistory {
  return {
    places: new Map(rows.map((row, place) => [row, place])),
    modalities,
    sums: new Float32Array(rows.length * modalities),
  };
}

/** With the losses [B, M] of a batch added. @throws Error for a row that is none of training */
export function withLosses(history: LossHistory, rows: readonly number[], losses: ArrayLike<number>): LossHistory {
  const { modalities } = history;
  const sums = history.sums.slice();
  rows.forEach((row, index) => {
    const from = placeOf(history, row) * modalities;
    for (let modality = 0; modality < modalities; modality += 1) {
      sums[from + modality] += losses[index * modalities + modality];
    }
  });
  return { ...history, sums };
}

/**
 * Where a batch stands in the history, [B, M] of [0, 1]: per modality 0 for the least that a training sample has lost, 1
 * for the most; all 0 where all have lost alike, so that nothing is ranked.
 */
export function standingsOf(history: LossHistory, rows: readonly number[]): Float32Array {
  const { modalities, sums } = history;
  const least = new Float32Array(modalities).fill(Infinity);
  const most = new Float32Array(modalities).fill(-Infinity);
  sums.forEach((sum, index) => {
    const modality = index % modalities;
    least[modality] = Math.min(least[modality], sum);
    most[modality] = Math.max(most[modality], sum);
  });
  return Float32Array.from({ length: rows.length * modalities }, (_, index) => {
    const modality = index % modalities;
    const range = most[modality] - least[modality];
    const sum = sums[placeOf(history, rows[Math.floor(index / modalities)]) * modalities + modality];
    return range > 0 ? (sum - least[modality]) / range : 0;
  });
}

function placeOf({ places }: LossHistory, row: number): number {
  const place = places.get(row);
  if (place === undefined) throw new Error(`Row ${String(row)} is none of this training.`);
  return place;
}
