/**
 * Noise of texts as MultiBench makes it (Liang et al., arXiv 2107.07502, and its released code): every word of five
 * letters or more is misspelt with probability `level`, in one of five ways.
 */
import type { TextValue } from '../modalities/modality';
import { permutation, type Random } from '../random';

/** @param letters of a word @param last index of its last letter or digit, at least 4 */
type Edit = (letters: readonly string[], last: number, random: Random) => readonly string[];

/** A word is long enough whose last letter or digit comes after this one. */
const shortest = 3;

const keyboard = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** A place inside, neither the first letter nor the last. */
function inside(last: number, random: Random): number {
  return 1 + random.below(last - 1);
}

const swapped: Edit = (letters, last, random) => {
  const at = inside(last, random);
  return letters.map((letter, place) => (place === at ? letters[at + 1] : place === at + 1 ? letters[at] : letter));
};

const shuffled: Edit = (letters, last, random) => {
  const order = permutation(last - 1, random);
  return letters.map((letter, place) => (place === 0 || place >= last ? letter : letters[1 + order[place - 1]]));
};

const mistyped: Edit = (letters, last, random) => {
  const at = inside(last, random);
  const neighbours = neighboursOf(letters[at]);
  const typed = neighbours[random.below(neighbours.length)] ?? letters[at];
  return letters.map((letter, place) => (place === at ? typed : letter));
};

const repeated: Edit = (letters, last, random) => {
  const at = inside(last, random);
  return letters.flatMap((letter, place) => (place === at ? [letter, letter] : [letter]));
};

const omitted: Edit = (letters, last, random) => {
  const at = inside(last, random);
  return letters.filter((_, place) => place !== at);
};

const edits: readonly Edit[] = [swapped, shuffled, mistyped, repeated, omitted];

/** Keys beside a letter's key, in its row and in the rows above and below; none for what is no letter of the keyboard. */
export function neighboursOf(letter: string): readonly string[] {
  const row = keyboard.findIndex((keys) => keys.includes(letter));
  if (row === -1) return [];
  const column = keyboard[row].indexOf(letter);
  const around = [
    [row, column - 1],
    [row, column + 1],
    [row - 1, column],
    [row - 1, column + 1],
    [row + 1, column - 1],
    [row + 1, column],
  ];
  return around.flatMap(([line, place]) => keyboard.at(line < 0 ? keyboard.length : line)?.[place] ?? []);
}

/** @param level in [0, 1]: probability that a word is misspelt; 0 leaves the text as it is */
export function noisyText(value: TextValue, level: number, random: Random): TextValue {
  return value.map((word) => {
    const letters = Array.from(word);
    const last = letters.findLastIndex((letter) => /[\p{L}\p{N}]/u.test(letter));
    if (last <= shortest || random.uniform() >= level) return word;
    return edits[random.below(edits.length)](letters, last, random).join('');
  });
}
