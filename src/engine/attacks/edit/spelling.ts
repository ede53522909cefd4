/** Misspellings of a word by one edit: two letters swapped, one left out, one added, one changed. */
import type { Random } from '../../random';

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Each place's edits, once each; letters that are added or put in are drawn.
 *
 * @param keepEnds whether the first and the last letter stay where they are
 */
export function misspellingsOf(word: string, keepEnds: boolean, random: Random): readonly string[] {
  const letters = Array.from(word);
  const isLetter = letters.map((letter) => /[\p{L}\p{N}]/u.test(letter));
  const first = isLetter.indexOf(true);
  const last = isLetter.lastIndexOf(true);
  if (first === -1) return [];
  const [from, to] = keepEnds ? [first + 1, last - 1] : [first, last];
  const found = new Set<string>();
  const offer = (start: number, taken: number, put: readonly string[]): void => {
    found.add([...letters.slice(0, start), ...put, ...letters.slice(start + taken)].join(''));
  };
  for (let at = from; at <= to; at += 1) {
    if (at < to) offer(at, 2, [letters[at + 1], letters[at]]);
    if (last > first) offer(at, 1, []);
    offer(at, 1, [drawn(random)]);
  }
  // Between two letters, where the ends stay; else also before the first and after the last.
  for (let at = keepEnds ? first + 1 : first; at <= (keepEnds ? last : last + 1); at += 1)
    offer(at, 0, [drawn(random)]);
  found.delete(word);
  return [...found];
}

/** A random misspelling by one edit; null of a word that has none. */
export function misspelt(word: string, keepEnds: boolean, random: Random): string | null {
  const all = misspellingsOf(word, keepEnds, random);
  return all.length === 0 ? null : all[random.below(all.length)];
}

function drawn(random: Random): string {
  return alphabet[random.below(alphabet.length)];
}
