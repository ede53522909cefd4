import type { TextValue } from '../modalities/modality';

/** Id of unseen words and of the mask word; 0 is padding. */
export const UNKNOWN = 1;

/** Names of the two reserved ids in a stored vocabulary. They are never looked up: a word `<unknown>` is just a word. */
const RESERVED = ['<padding>', '<unknown>'] as const;

/** Ids from here on are words of texts. */
export const FIRST_WORD = RESERVED.length;

/** Word ids and mask of a batch, row-major [B, T]; mask 1 = word, 0 = padding. */
export interface WordIds {
  readonly ids: Int32Array;
  readonly mask: Float32Array;
}

/** Words by id: the reserved ones, then those of `texts`, lower-cased, the most frequent first (ties by code units). */
export function vocabularyOf(texts: Iterable<TextValue>): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of text) {
      const key = word.toLowerCase();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const words = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word);
  return [...RESERVED, ...words];
}

/**
 * Looks words up, always padded to `width` words: with one shape for every batch a sample's result does not depend on
 * its neighbours. Unseen words, and the mask word of a removal, are unknown; words beyond `width` are cut off.
 */
export function lookup(vocabulary: readonly string[]): (texts: readonly TextValue[], width: number) => WordIds {
  const idOf = new Map(vocabulary.map((word, id) => [word, id] as const).slice(RESERVED.length));
  return (texts, width) => {
    const ids = new Int32Array(texts.length * width);
    const mask = new Float32Array(texts.length * width);
    texts.forEach((text, row) => {
      text.slice(0, width).forEach((word, column) => {
        ids[row * width + column] = idOf.get(word.toLowerCase()) ?? UNKNOWN;
        mask[row * width + column] = 1;
      });
    });
    return { ids, mask };
  };
}
