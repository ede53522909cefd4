/**
 * Corruptions of texts as listed by Qiu et al. (arXiv 2212.08044): each word is hit with a probability that grows with the
 * severity, in one way.
 */
import type { TextCorruption } from '../../shared/degradations/degradation';
import type { TextValue } from '../modalities/modality';
import type { Random } from '../random';
import { neighboursOf } from './text-noise';

/** Probability of each word, per step of severity. */
const perSeverity = 0.15;

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** What a reader of print takes for another sign. */
const lookalikes: Readonly<Record<string, string>> = {
  o: '0',
  l: '1',
  i: '1',
  s: '5',
  b: '6',
  g: '9',
  z: '2',
  e: 'c',
  a: 'o',
  t: 'f',
  u: 'v',
  n: 'm',
  h: 'b',
  q: 'g',
  '0': 'o',
  '1': 'l',
  '5': 's',
};

type Edit = (letters: readonly string[], random: Random) => readonly string[];

const replacedAt = (letters: readonly string[], at: number, put: readonly string[], taken = 1): readonly string[] => [
  ...letters.slice(0, at),
  ...put,
  ...letters.slice(at + taken),
];

const edits: Readonly<Record<Exclude<TextCorruption, 'drop-word'>, Edit>> = {
  keyboard: (letters, random) => {
    const at = random.below(letters.length);
    const neighbours = neighboursOf(letters[at].toLowerCase());
    return neighbours.length === 0 ? letters : replacedAt(letters, at, [neighbours[random.below(neighbours.length)]]);
  },
  swap: (letters, random) => {
    if (letters.length < 2) return letters;
    const at = random.below(letters.length - 1);
    return replacedAt(letters, at, [letters[at + 1], letters[at]], 2);
  },
  delete: (letters, random) => {
    const at = random.below(letters.length);
    return letters.length < 2 ? letters : replacedAt(letters, at, []);
  },
  insert: (letters, random) => {
    const at = random.below(letters.length + 1);
    return replacedAt(letters, at, [alphabet[random.below(alphabet.length)]], 0);
  },
  ocr: (letters, random) => {
    const places = letters.flatMap((letter, at) => (Object.hasOwn(lookalikes, letter.toLowerCase()) ? [at] : []));
    if (places.length === 0) return letters;
    const at = places[random.below(places.length)];
    return replacedAt(letters, at, [lookalikes[letters[at].toLowerCase()]]);
  },
  casing: (letters, random) =>
    letters.map((letter) => (random.below(2) === 0 ? letter.toLowerCase() : letter.toUpperCase())),
};

/** @param severity 1 to 5; a text keeps at least one word */
export function corruptedText(kind: TextCorruption, value: TextValue, severity: number, random: Random): TextValue {
  const hit = value.map(() => random.uniform() < perSeverity * severity);
  if (kind !== 'drop-word') {
    return value.map((word, at) => (hit[at] && word !== '' ? edits[kind](Array.from(word), random).join('') : word));
  }
  const left = value.filter((_, at) => !hit[at]);
  return left.length === 0 ? value.slice(0, 1) : left;
}
