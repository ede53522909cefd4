import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Split } from '../../../src/shared/data/dataset';
import type { Dataset, Sample } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/open';
import { prepareShipped } from '../../../src/engine/data/shipped';
import { wordsOf } from '../../../src/engine/data/shipped/emoji-groups';
import { subjectOf } from '../../../src/engine/data/shipped/emoji-variants';

let folder: string;
let dataset: Dataset;
let samples: readonly Sample[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emoji-groups-'));
  await prepareShipped('emoji-groups', join(folder, 'emoji-groups'));
  dataset = await openDataset(join(folder, 'emoji-groups'));
  samples = Array.from({ length: dataset.manifest.count }, (_, row) => dataset.sample(row));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const textOf = (sample: Sample): readonly string[] => sample.inputs.text as readonly string[];
const byId = (id: string): Sample => dataset.sample(dataset.rowOf(id));

it('has 2,572, 240 and 1,000 rows, and the content this version of the preparation always had', () => {
  expect(dataset.manifest.splits).toEqual({ train: 2_572, validation: 240, test: 1_000 });
  // When this changes, raise the preparation's version: results on the old rows are not comparable.
  expect(dataset.manifest.hash).toBe('17b1671eddaef8a0094a87777c5270215091185a452130eee6d5c66a08b76caa');
});

it('keeps both vendors’ pictures and all variants of a subject in one split', () => {
  const splitOf = new Map<string, Split>();
  for (const split of Split.options) {
    for (const row of dataset.rowsOf(split)) {
      const { id, group } = samples[row];
      expect(group).toBe(subjectOf(id.slice(0, id.lastIndexOf('-')).toUpperCase()));
      expect([group, splitOf.get(group) ?? split]).toEqual([group, split]);
      splitOf.set(group, split);
    }
  }
});

it('draws every group in proportion', () => {
  for (const split of ['validation', 'test'] as const) {
    dataset.manifest.classes.forEach((_name, label) => {
      const share = dataset.rowsOf(split).filter((row) => dataset.label(row) === label).length;
      const all = samples.filter((sample) => sample.label === label).length;
      const expected = (all * dataset.manifest.splits[split]) / samples.length;
      expect(Math.abs(share - expected)).toBeLessThanOrEqual(2);
    });
  }
});

it('takes as evidence exactly the words that stand in names of one group only', () => {
  const labels = new Map<string, Set<number>>();
  for (const sample of samples) {
    for (const word of textOf(sample)) labels.set(word, (labels.get(word) ?? new Set()).add(sample.label));
  }
  for (const sample of samples) {
    const deciding = textOf(sample).flatMap((word, index) => (labels.get(word)!.size === 1 ? [index] : []));
    expect([sample.id, sample.evidence]).toEqual([sample.id, deciding]);
  }
});

it('shows what it says', () => {
  expect(textOf(byId('1f1eb-1f1f7-noto'))).toEqual(['flag', 'france']);
  expect(dataset.manifest.classes[byId('1f98f-twemoji').label]).toBe('Animals & Nature');
  // The red circle: red in its middle, white in its corners.
  for (const vendor of ['noto', 'twemoji']) {
    const pixels = byId(`1f534-${vendor}`).inputs.image as Float32Array;
    expect([...pixels.subarray(0, 3)]).toEqual([1, 1, 1]);
    const [red, green, blue] = pixels.subarray((16 * 32 + 16) * 3);
    expect(red).toBeGreaterThan(0.75);
    expect(Math.max(green, blue)).toBeLessThan(0.35);
  }
});

it('has pictures with ink, but for white things on white', () => {
  const inkless = samples.filter((sample) => (sample.inputs.image as Float32Array).every((level) => level >= 0.9));
  expect(inkless.length).toBeLessThanOrEqual(10);
  for (const sample of inkless) expect(textOf(sample).join(' ')).toMatch(/white/);
});

describe('the subject of an emoji', () => {
  it.each([
    [
      'a woman and a man running, also to the right',
      ['1F3C3', '1F3C3-200D-2640-FE0F', '1F3C3-200D-2642-FE0F-200D-27A1-FE0F'],
    ],
    [
      'health workers',
      ['1F468-200D-2695-FE0F', '1F469-200D-2695-FE0F', '1F9D1-200D-2695-FE0F', '1F9D1-1F3FD-200D-2695-FE0F'],
    ],
    ['man, woman, person', ['1F468', '1F469', '1F9D1']],
    ['boy, girl, child', ['1F466', '1F467', '1F9D2']],
    ['families', ['1F46A', '1F468-200D-1F469-200D-1F466', '1F9D1-200D-1F9D2-200D-1F9D2', '1F468-200D-1F466']],
    ['couples with heart', ['1F491', '1F469-200D-2764-FE0F-200D-1F468']],
    ['kisses', ['1F48F', '1F469-200D-2764-FE0F-200D-1F48B-200D-1F468']],
    ['hands held', ['1F46B', '1F46C', '1F9D1-200D-1F91D-200D-1F9D1']],
  ])('%s is one', (_name, codes) => {
    expect(new Set(codes.map(subjectOf)).size).toBe(1);
  });

  it('differs between things, flags, professions and arrows', () => {
    const codes = [
      '1F98F',
      '1F1EB-1F1F7',
      '1F1E9-1F1EA',
      '27A1-FE0F',
      '1F468-200D-1F680',
      '1F468-200D-2695-FE0F',
      '1F468',
    ];
    expect(new Set(codes.map(subjectOf)).size).toBe(codes.length);
  });
});

it.each([
  ['flag: Côte d’Ivoire', ['flag', 'côte', 'd’ivoire']],
  ['A button (blood type)', ['a', 'button', 'blood', 'type']],
  ['Japanese “free of charge” button', ['japanese', 'free', 'of', 'charge', 'button']],
  ['keycap: #', ['keycap', '#']],
  ['family: man, woman, boy', ['family', 'man', 'woman', 'boy']],
  ['flag: U.S. Virgin Islands', ['flag', 'u.s.', 'virgin', 'islands']],
])('the words of %s', (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});
