import type { CleanRecord } from '../../shared/records/record';
import { crossEntropy } from '../softmax';
import { mean } from '../statistics/bootstrap';

/** What the numbers below are, to be shown beside them. */
export const informationLabel = 'estimate from these models (cross-entropy), not a property of the data alone';

/** Plug-in information in bits that two modalities X, Z hold about the label Y, through the study's models. */
export interface Information {
  /** I(X,Z;Y) ≈ H(Y) − H(Y|fused). */
  readonly joint: number;
  /** By modality X: I(X;Y|Z) ≈ H(Y|model of Z alone) − H(Y|fused), at least 0. */
  readonly given: Readonly<Record<string, number>>;
  /** (I(X;Y|Z) + I(Z;Y|X)) / I(X,Z;Y): 0 redundant, 1 each its own share, above 1 synergy (2 at most in theory). */
  readonly complementarity: number;
}

/**
 * H(Y|model) is the mean cross-entropy of the softmax outputs on the samples that all three models answered, H(Y) the
 * entropy of their labels.
 *
 * @returns null without exactly two baselines, without common samples, or when the fused model says nothing of Y
 */
export function informationOf(
  fused: readonly CleanRecord[],
  baselines: readonly { readonly modality: string; readonly clean: readonly CleanRecord[] }[],
): Information | null {
  if (baselines.length !== 2) return null;
  const seen = baselines.map(({ clean }) => new Set(clean.map(({ row }) => row)));
  const rows = new Set(fused.map(({ row }) => row).filter((row) => seen.every((own) => own.has(row))));
  if (rows.size === 0) return null;
  const entropyGiven = (records: readonly CleanRecord[]): number =>
    mean(records.filter(({ row }) => rows.has(row)).map(bitsOf));
  return informationFrom({
    label: labelEntropy(fused.filter(({ row }) => rows.has(row))),
    fused: entropyGiven(fused),
    alone: Object.fromEntries(baselines.map(({ modality, clean }) => [modality, entropyGiven(clean)])),
  });
}

/** Entropies of the label Y in bits: by itself, and as models leave it open on the same samples. */
export interface LabelEntropies {
  readonly label: number;
  readonly fused: number;
  /** By modality: of the model that sees it alone. */
  readonly alone: Readonly<Record<string, number>>;
}

/** @returns null without exactly two modalities, or when the fused model says nothing of Y */
export function informationFrom({ label, fused, alone }: LabelEntropies): Information | null {
  const modalities = Object.keys(alone);
  const joint = label - fused;
  if (modalities.length !== 2 || !(joint > 0)) return null;
  const [first, second] = modalities;
  const given = { [first]: Math.max(0, alone[second] - fused), [second]: Math.max(0, alone[first] - fused) };
  return { joint, given, complementarity: Object.values(given).reduce((sum, bits) => sum + bits, 0) / joint };
}

/** −log2 softmax(logits)[label], in bits. */
function bitsOf({ clean: { logits }, label }: CleanRecord): number {
  return crossEntropy(logits, label) / Math.LN2;
}

function labelEntropy(records: readonly CleanRecord[]): number {
  const counts = new Map<number, number>();
  for (const { label } of records) counts.set(label, (counts.get(label) ?? 0) + 1);
  return entropyOf([...counts.values()]);
}

/** Entropy in bits of what was counted so often. */
export function entropyOf(counts: readonly number[]): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((bits, count) => (count === 0 ? bits : bits - (count / all) * Math.log2(count / all)), 0);
}
