import { basicTokens } from './basic';

/** Longer words are unknown as a whole. */
const LONGEST_WORD = 100;

/**
 * Pieces of a word: at each place the longest that the vocabulary has; those behind the first begin with ##. A word of which a
 * part is unknown is unknown. Source: WordPiece as BERT has it (arXiv 1810.04805).
 */
export function wordPieces(
  word: string,
  vocabulary: ReadonlyMap<string, number>,
  { lowercase, unknown }: { readonly lowercase: boolean; readonly unknown: number },
): readonly number[] {
  return basicTokens(word, lowercase).flatMap((token) => piecesOf(token, vocabulary) ?? [unknown]);
}

function piecesOf(token: string, vocabulary: ReadonlyMap<string, number>): readonly number[] | null {
  const signs = Array.from(token);
  if (signs.length > LONGEST_WORD) return null;
  const pieces: number[] = [];
  let start = 0;
  while (start < signs.length) {
    let end = signs.length;
    let found: number | undefined;
    for (; end > start; end -= 1) {
      found = vocabulary.get(`${start > 0 ? '##' : ''}${signs.slice(start, end).join('')}`);
      if (found !== undefined) break;
    }
    if (found === undefined) return null;
    pieces.push(found);
    start = end;
  }
  return pieces;
}
