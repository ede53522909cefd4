import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Split } from '../../../src/shared/data/dataset';
import type { Dataset, Sample } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/open';
import { prepareShipped } from '../../../src/engine/data/shipped';
import { vocabulary } from '../../../src/engine/data/shipped/caption-grammar';
import { stretch } from '../../support/stretch';

/** Written down a second time, so that the test does not trust the generator about what a word means. */
const CATEGORY_OF: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['t-shirt', 'tee'],
    ['trousers', 'pants', 'slacks'],
    ['pullover', 'sweater', 'jumper'],
    ['dress', 'gown'],
    ['coat', 'overcoat'],
    ['sandals', 'slippers'],
    ['shirt', 'blouse'],
    ['sneakers', 'trainers'],
    ['bag', 'handbag', 'purse'],
    ['boots', 'ankle'],
  ].flatMap((words, category) => words.map((word) => [word, category])),
);

let folder: string;
let dataset: Dataset;
let samples: readonly Sample[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caption-match-'));
  await prepareShipped('caption-match', join(folder, 'caption-match'));
  dataset = await openDataset(join(folder, 'caption-match'));
  samples = Array.from({ length: dataset.manifest.count }, (_, row) => dataset.sample(row));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const wordsOf = (sample: Sample): readonly string[] => sample.inputs.text as readonly string[];
const garmentOf = (sample: Sample): number => Number(sample.group.slice('garment-'.length));
const ofSplit = (split: Split): readonly Sample[] => dataset.rowsOf(split).map((row) => samples[row]);

/** Rows with label 0 and 1 by some property of them. */
function labelsBy(rows: readonly Sample[], properties: (sample: Sample) => readonly string[]): Map<string, number[]> {
  const counts = new Map<string, number[]>();
  for (const sample of rows) {
    for (const property of new Set(properties(sample))) {
      const count = counts.get(property) ?? [0, 0];
      count[sample.label] += 1;
      counts.set(property, count);
    }
  }
  return counts;
}

it('has 12,000, 2,000 and 4,000 rows, and the content this version of the preparation always had', () => {
  expect(dataset.manifest.splits).toEqual({ train: 12_000, validation: 2_000, test: 4_000 });
  // When this changes, raise the preparation's version: results on the old rows are not comparable.
  expect(dataset.manifest.hash).toBe('78dc782620459c17ae1fb439397c0491f1e03eafe888202b2844b81f00311d27');
});

describe.each(Split.options)('in the %s split, the label is independent of', (split) => {
  it.each([
    ['the garment', (sample: Sample) => [sample.group]],
    ['the caption as a whole', (sample: Sample) => [wordsOf(sample).join(' ')]],
    ['every word', wordsOf],
    ['every pair of neighbouring words', (sample: Sample) => wordsOf(sample).map((w, i, all) => `${w} ${all[i + 1]}`)],
    ['the number of words', (sample: Sample) => [String(wordsOf(sample).length)]],
    ['the place of the name', (sample: Sample) => [sample.evidence.join()]],
  ])('%s: as many rows match as do not', (_name, properties) => {
    const counts = labelsBy(ofSplit(split), properties);
    expect(counts.size).toBeGreaterThan(1);
    for (const [property, [without, withMatch]] of counts) expect([property, without]).toEqual([property, withMatch]);
  });
});

it('the label is whether the words that name a category name the garment’s', () => {
  for (const sample of samples) {
    const words = wordsOf(sample);
    const named = new Set(sample.evidence.map((index) => CATEGORY_OF[words[index]]));
    expect(named.size).toBe(1);
    const matches = named.has(Math.floor(garmentOf(sample) / 700));
    expect([sample.id, sample.label]).toEqual([sample.id, matches ? 1 : 0]);
    const others = words.filter((_word, index) => !sample.evidence.includes(index));
    expect(others.filter((word) => word in CATEGORY_OF)).toEqual([]);
  }
});

it('every category is shown, and named, equally often with either label', () => {
  for (const split of Split.options) {
    const rows = ofSplit(split);
    const shown = labelsBy(rows, (sample) => [String(Math.floor(garmentOf(sample) / 700))]);
    const named = labelsBy(rows, (sample) => [String(CATEGORY_OF[wordsOf(sample)[sample.evidence[0]]])]);
    const each = rows.length / 20;
    expect([...shown.values(), ...named.values()]).toEqual(Array(20).fill([each, each]));
    const pairs = new Set(
      rows.map((row) => `${Math.floor(garmentOf(row) / 700)}:${CATEGORY_OF[wordsOf(row)[row.evidence[0]]]}`),
    );
    expect(pairs.size).toBe(100);
  }
});

it('no garment is in two splits, and no picture occurs twice', () => {
  const splitOf = new Map<string, Split>();
  const garmentByPixels = new Map<string, string>();
  for (const split of Split.options) {
    for (const sample of ofSplit(split)) {
      expect(splitOf.get(sample.group) ?? split).toBe(split);
      splitOf.set(sample.group, split);
      const pixels = (sample.inputs.image as Float32Array).join();
      expect(garmentByPixels.get(pixels) ?? sample.group).toBe(sample.group);
      garmentByPixels.set(pixels, sample.group);
    }
  }
  expect(splitOf.size).toBe(7_000);
}, 120_000);

describe('the captions', () => {
  it('have 4 to 12 words of a vocabulary of 45 to 60, all of it used', () => {
    const lengths = samples.map((sample) => wordsOf(sample).length);
    expect(Math.min(...lengths)).toBe(4);
    expect(Math.max(...lengths)).toBe(12);
    expect(vocabulary().length).toBeGreaterThanOrEqual(45);
    expect(vocabulary().length).toBeLessThanOrEqual(60);
    expect([...new Set(ofSplit('train').flatMap(wordsOf))].sort()).toEqual(vocabulary());
  });

  it('are varied', () => {
    const texts = new Set(ofSplit('train').map((sample) => wordsOf(sample).join(' ')));
    expect(texts.size).toBeGreaterThan(4_500);
  });

  it('betray the category by its name alone: no other word is associated with it', () => {
    const rows = ofSplit('train').filter((sample) => sample.label === 1);
    const perCategory = rows.length / 10;
    const words = vocabulary().filter((word) => !(word in CATEGORY_OF));
    for (const word of words) {
      const counts = new Array<number>(10).fill(0);
      for (const row of rows) {
        if (wordsOf(row).includes(word)) counts[Math.floor(garmentOf(row) / 700)] += 1;
      }
      const rate = counts.reduce((sum, count) => sum + count, 0) / rows.length;
      const variance = perCategory * rate * (1 - rate);
      const chiSquare = counts.reduce((sum, count) => sum + (count - perCategory * rate) ** 2 / variance, 0);
      // 9 degrees of freedom; .001 divided by some 30 words.
      expect([word, chiSquare < 35.6]).toEqual([word, true]);
    }
  });
});

it('is read whole in under 300 ms', () => {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    for (let row = 0; row < 16_000; row += 1) dataset.sample(row);
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(300 * stretch);
});
