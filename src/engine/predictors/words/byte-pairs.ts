/**
 * Byte-level pair encoding (Sennrich et al., arXiv 1508.07909; on bytes Radford et al., "Language Models are Unsupervised
 * Multitask Learners", 2019): every byte is a sign, and the pair that was learned first is joined first.
 */
export interface BytePairs {
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Rank of a pair, its parts joined by a blank. */
  readonly ranks: ReadonlyMap<string, number>;
  readonly form: 'gpt2' | 'clip';
  readonly unknown: number;
}

/** Words, numbers and signs apart; as the releases of GPT-2 and CLIP split. */
const splits = {
  gpt2: /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu,
  clip: /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/giu,
} as const;

/** Tokens of a text of these words, one blank between two. */
export function bytePairTokens(words: readonly string[], pairs: BytePairs): readonly number[] {
  const text = words.join(' ');
  const parts = (pairs.form === 'clip' ? text.toLowerCase() : text).match(splits[pairs.form]) ?? [];
  return parts.flatMap((part) =>
    joined(signsOf(part, pairs.form), pairs.ranks).map((token) => pairs.vocabulary.get(token) ?? pairs.unknown),
  );
}

function joined(signs: readonly string[], ranks: ReadonlyMap<string, number>): readonly string[] {
  let parts = signs;
  for (;;) {
    let best = Infinity;
    let left = '';
    let right = '';
    for (let at = 0; at + 1 < parts.length; at += 1) {
      const rank = ranks.get(`${parts[at]} ${parts[at + 1]}`) ?? Infinity;
      if (rank < best) [best, left, right] = [rank, parts[at], parts[at + 1]];
    }
    if (best === Infinity) return parts;
    const next: string[] = [];
    for (let at = 0; at < parts.length; at += 1) {
      if (parts[at] === left && parts[at + 1] === right) {
        next.push(left + right);
        at += 1;
      } else next.push(parts[at]);
    }
    parts = next;
  }
}

const encoder = new TextEncoder();

/** The bytes of a part as signs that can be seen; CLIP marks the last as the end of a word. */
function signsOf(part: string, form: BytePairs['form']): readonly string[] {
  const signs = [...encoder.encode(part)].map((byte) => signOfByte[byte]);
  if (form === 'clip' && signs.length > 0) signs[signs.length - 1] += '</w>';
  return signs;
}

/** Bytes that show themselves stand for themselves; the others for signs from U+0100 on, in their order. */
const signOfByte: readonly string[] = (() => {
  const shown = (byte: number): boolean => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(shown(byte) ? byte : next++));
})();
