import type { ModalityKind } from '../../shared/data/modality';

/** Of each sequence of a sample, the steps that decide its label: the first, and how many. */
export type Spans = Readonly<Record<string, readonly [start: number, length: number]>>;

type Kinds = Readonly<Record<string, { readonly kind: ModalityKind }>>;

/** The sequences that spans are of, in the order in which they are stored: by name. */
function sequencesOf(modalities: Kinds): readonly string[] {
  return Object.keys(modalities)
    .filter((id) => modalities[id].kind === 'sequence')
    .sort();
}

/** Spans as one line of the column `spans`. */
export function flatSpans(modalities: Kinds, spans: Spans): readonly number[] {
  return sequencesOf(modalities).flatMap((id) => spans[id]);
}

/** @returns null for a line that has not two numbers for each sequence */
export function spansIn(modalities: Kinds, line: readonly number[]): Spans | null {
  const ids = sequencesOf(modalities);
  if (line.length !== 2 * ids.length) return null;
  return Object.fromEntries(ids.map((id, at) => [id, [line[2 * at], line[2 * at + 1]] as const]));
}
