import type { Random } from '../../random';

/** Fashion-MNIST's classes, in their order. */
export const CATEGORIES = [
  't-shirt',
  'trousers',
  'pullover',
  'dress',
  'coat',
  'sandals',
  'shirt',
  'sneakers',
  'bag',
  'boots',
] as const;

/** Names of each category. No word stands in two categories, so every one of them decides the label by itself. */
const NAMES: readonly (readonly (readonly string[])[])[] = [
  [['t-shirt'], ['tee']],
  [['trousers'], ['pants'], ['slacks']],
  [['pullover'], ['sweater'], ['jumper']],
  [['dress'], ['gown']],
  [['coat'], ['overcoat']],
  [['sandals'], ['slippers']],
  [['shirt'], ['blouse']],
  [['sneakers'], ['trainers']],
  [['bag'], ['handbag'], ['purse']],
  [['boots'], ['ankle', 'boots']],
];

/**
 * The rest of a caption. Everything here fits every category alike: no verb or article that would betray whether the
 * name is a plural, no colour, no word about the shape of a garment.
 */
const OPENINGS: readonly (readonly string[])[] = [
  [],
  ['photo', 'of'],
  ['picture', 'of'],
  ['one', 'more', 'picture', 'of'],
  ['for', 'sale'],
  ['look', 'at'],
];
const OWNERS: readonly string[] = ['the', 'my', 'your', 'our'];
const ADJECTIVES: readonly string[] = ['plain', 'new', 'favourite', 'everyday', 'nice', 'old'];
const PLACES: readonly (readonly string[])[] = [
  ['in', 'the', 'shop'],
  ['on', 'the', 'table'],
  ['from', 'the', 'catalogue'],
  ['for', 'the', 'winter'],
  ['for', 'every', 'day'],
  ['on', 'sale'],
];

export interface Caption {
  readonly words: readonly string[];
  /** Indices of the words that name the category. */
  readonly evidence: readonly number[];
}

/**
 * One caption about a category:
 *
 *   caption   = [opening] owner {adjective} name [place]       4 to 12 words
 *   opening   = "photo of" | "picture of" | …
 *   adjective = none, one or two different ones, in any order
 *   name      = one of the category's names
 *
 * Every choice is uniform and independent of the category and of whether the caption will be used truthfully; drafts
 * shorter than 4 words are drawn again.
 */
export function caption(category: number, random: Random): Caption {
  const name = pick(NAMES[category], random);
  for (;;) {
    const start = [...pick(OPENINGS, random), pick(OWNERS, random), ...adjectives(random)];
    const place = random.below(3) === 0 ? [] : pick(PLACES, random);
    // Judged as if the name had one word, so that the rest does not depend on the name.
    if (start.length + 1 + place.length < 4) continue;
    return {
      words: [...start, ...name, ...place],
      evidence: name.map((_word, index) => start.length + index),
    };
  }
}

/** Every word that the grammar can say. */
export function vocabulary(): readonly string[] {
  const words = [...OPENINGS, OWNERS, ADJECTIVES, ...PLACES, ...NAMES.flat()].flat();
  return [...new Set(words)].sort();
}

function adjectives(random: Random): readonly string[] {
  const count = random.below(3);
  const first = random.below(ADJECTIVES.length);
  // A step of 1 … length − 1 makes the second differ from the first.
  const second = (first + 1 + random.below(ADJECTIVES.length - 1)) % ADJECTIVES.length;
  return [first, second].slice(0, count).map((index) => ADJECTIVES[index]);
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[random.below(items.length)];
}
