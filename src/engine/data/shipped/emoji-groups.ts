import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Split } from '../../../shared/data/dataset';
import { LabError } from '../../../shared/errors';
import { hashOfBytes } from '../../../shared/identity';
import { permutation, randomFrom } from '../../random';
import type { DatasetRow } from '../write';
import { subjectOf } from './emoji-variants';
import { readShipped } from './read-shipped';
import type { ShippedDataset } from './shipped-dataset';

const SEED = 1;
const SIDE = 32;
const PIXELS = SIDE * SIDE;
const COLOURS = 256;
const EMOJI = 1906;
/** Emoji in the test and the validation split; both vendors' pictures of an emoji stay together. */
const TEST = 500;
const VALIDATION = 120;

const LIST_SHA256 = 'e5529bff09d664e5bfaeeabf1c6e6004e75514e0e8e23b74cee9be3a811869ee';
const VENDORS = [
  { vendor: 'noto', sha256: '692ed12fab2f5e82d9acbd2a802014c5496b568b42d8cae1f5d8e1cd6f5e2d64' },
  { vendor: 'twemoji', sha256: '0fcf3958c4720df983a88b09ac9eb1c4bc0faaad08a420661f09cd46322cb137' },
] as const;

/** Unicode's groups of emoji, in Unicode's order, without its ninth, "Component". */
const GROUPS = [
  'Smileys & Emotion',
  'People & Body',
  'Animals & Nature',
  'Food & Drink',
  'Travel & Places',
  'Activities',
  'Objects',
  'Symbols',
  'Flags',
] as const;

const Emoji = z.strictObject({ code: z.string(), name: z.string().min(1), group: z.enum(GROUPS) });
type Emoji = z.infer<typeof Emoji>;

/**
 * Which of Unicode's groups does an emoji belong to? Picture and name are redundant: either may decide. Split by
 * subject, so that neither the other vendor's picture nor a variant in gender or direction of a test item is trained
 * on.
 */
export const emojiGroups: ShippedDataset = {
  header: {
    name: 'emoji-groups',
    title: 'Emoji groups',
    task: 'Which Unicode group does this emoji belong to?',
    preparation: { name: 'emoji-groups', version: 1, seed: SEED },
    licences: [
      'Pictures: Noto Emoji, Google LLC, Apache-2.0; Twemoji, Twitter, Inc. and other contributors, CC-BY 4.0.',
      'Names: Unicode CLDR, Unicode-3.0, by way of emojibase-data, MIT.',
    ],
    classes: [...GROUPS],
    unit: 'emoji',
    modalities: {
      image: { kind: 'image', height: SIDE, width: SIDE, channels: 3 },
      text: { kind: 'text' },
    },
    oracle: {
      rule: 'any',
      image: { background: [1, 1, 1], tolerance: 0.1, minimum: 0.5 },
      text: { column: 'evidence' },
      statement:
        'Still decidable while at least half of the picture’s pixels remain, or at least one word of the name that ' +
        'occurs in the names of one group only.',
    },
  },
  count: EMOJI * VENDORS.length,
  rows: async (resources) => {
    const emoji = await readEmoji(resources);
    const names = emoji.map(({ name }) => wordsOf(name));
    const decides = decidingWords(emoji, names);
    const splits = splitBySubject(emoji);
    const pictures = await Promise.all(
      VENDORS.map(async ({ vendor, sha256 }) => {
        const bytes = 3 * COLOURS + EMOJI * PIXELS;
        return { vendor, content: await readShipped(join(resources, `emoji-${vendor}.u8.deflate`), bytes, sha256) };
      }),
    );
    const order = permutation(EMOJI, randomFrom('emoji-groups', SEED, 'order'));
    return Array.from(order).flatMap((index) =>
      pictures.map(({ vendor, content }): DatasetRow => {
        const { code, group } = emoji[index];
        return {
          id: `${code.toLowerCase()}-${vendor}`,
          label: GROUPS.indexOf(group),
          split: splits[index],
          group: subjectOf(code),
          inputs: { image: coloured(content, index), text: names[index] },
          evidence: names[index].flatMap((word, position) => (decides.has(word) ? [position] : [])),
        };
      }),
    );
  },
};

async function readEmoji(resources: string): Promise<readonly Emoji[]> {
  try {
    const list = z
      .array(Emoji)
      .length(EMOJI)
      .parse(JSON.parse(await readFile(join(resources, 'emoji.json'), 'utf8')));
    if (hashOfBytes(new TextEncoder().encode(JSON.stringify(list))) === LIST_SHA256) return list;
  } catch {
    // Missing and malformed mean the same to whoever installed the lab.
  }
  throw new LabError('damaged', 'is missing or damaged.', {
    where: 'emoji.json',
    remedy: 'Reinstall the lab; from source, `npm run resources` builds this file again.',
  });
}

/** Words of a CLDR short name: lower case, without the marks around them (“flag: France”, “A button (blood type)”). */
export function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/^[“”"(),:!]+(?=.)|(?<=.)[“”"(),:!]+$/gu, ''))
    .filter((word) => word !== '');
}

/** Words that occur in the names of one group only. */
function decidingWords(emoji: readonly Emoji[], names: readonly (readonly string[])[]): ReadonlySet<string> {
  const groupOf = new Map<string, string | null>();
  names.forEach((words, index) => {
    for (const word of words) {
      const { group } = emoji[index];
      groupOf.set(word, groupOf.has(word) && groupOf.get(word) !== group ? null : group);
    }
  });
  return new Set([...groupOf].filter(([, group]) => group !== null).map(([word]) => word));
}

/**
 * Within each group, subjects in random order fill the test split, then the validation split, up to the group's share
 * of it; a subject with more variants than there is room for is passed over.
 */
function splitBySubject(emoji: readonly Emoji[]): readonly Split[] {
  const splits = new Array<Split>(emoji.length).fill('train');
  const sizes = GROUPS.map((group) => emoji.filter((each) => each.group === group).length);
  const testRoom = sharesOf(TEST, sizes);
  const validationRoom = sharesOf(VALIDATION, sizes);
  GROUPS.forEach((group, place) => {
    const room = { test: testRoom[place], validation: validationRoom[place] };
    for (const indices of inRandomOrder(subjectsOf(emoji, group), group)) {
      const split = (['test', 'validation'] as const).find((name) => room[name] >= indices.length);
      if (split === undefined) continue;
      room[split] -= indices.length;
      for (const index of indices) splits[index] = split;
    }
  });
  return splits;
}

/** `total` divided in proportion to the sizes, in whole numbers: the largest remainders are rounded up. */
function sharesOf(total: number, sizes: readonly number[]): readonly number[] {
  const exact = sizes.map((size) => (total * size) / EMOJI);
  const shares = exact.map(Math.floor);
  const missing = total - shares.reduce((sum, share) => sum + share, 0);
  const remainders = exact.map((share, place) => ({ place, rest: share - shares[place] }));
  for (const { place } of remainders.sort((a, b) => b.rest - a.rest).slice(0, missing)) shares[place] += 1;
  return shares;
}

/** The emoji of a group, by subject. */
function subjectsOf(emoji: readonly Emoji[], group: string): readonly (readonly number[])[] {
  const subjects = new Map<string, number[]>();
  emoji.forEach((each, index) => {
    if (each.group !== group) return;
    const subject = subjectOf(each.code);
    subjects.set(subject, [...(subjects.get(subject) ?? []), index]);
  });
  return [...subjects.values()];
}

function inRandomOrder<Item>(items: readonly Item[], purpose: string): readonly Item[] {
  const order = permutation(items.length, randomFrom('emoji-groups', SEED, 'split', purpose));
  return Array.from(order, (place) => items[place]);
}

/** One picture [32, 32, 3]: colour indices looked up in the palette at the start of the vendor's file. */
function coloured(content: Uint8Array, index: number): Uint8Array {
  const pixels = new Uint8Array(3 * PIXELS);
  const start = 3 * COLOURS + index * PIXELS;
  for (let pixel = 0; pixel < PIXELS; pixel += 1) {
    const colour = 3 * content[start + pixel];
    pixels.set(content.subarray(colour, colour + 3), 3 * pixel);
  }
  return pixels;
}
