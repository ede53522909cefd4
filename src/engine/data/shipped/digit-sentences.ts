import type { Random } from '../../random';

export const DIGIT_NAMES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;

const OPENINGS: readonly (readonly string[])[] = [
  ['the', 'number', 'is'],
  ['please', 'dial'],
  ['press', 'key'],
  ['take', 'line'],
  ['this', 'says'],
];
const ENDINGS: readonly (readonly string[])[] = [[], ['now'], ['please'], ['and', 'wait'], ['for', 'help']];

export interface DigitSentence {
  readonly words: readonly string[];
  /** Index of the word that names the digit; empty where none does. */
  readonly evidence: readonly number[];
}

/**
 * A sentence that names the digit; or one that only says whether it is odd or even, or whether it is below five or not, which
 * leaves five digits open.
 */
export function digitSentence(digit: number, names: boolean, random: Random): DigitSentence {
  const pick = <Item>(items: readonly Item[]): Item => items[random.below(items.length)];
  const opening = pick(OPENINGS);
  const ending = pick(ENDINGS);
  const hint =
    random.below(2) === 0 ? [digit % 2 === 0 ? 'even' : 'odd'] : digit < 5 ? ['below', 'five'] : ['above', 'four'];
  return names
    ? { words: [...opening, DIGIT_NAMES[digit], ...ending], evidence: [opening.length] }
    : { words: [...opening, 'something', ...hint, ...ending], evidence: [] };
}
