import { describe, expect, it, test } from 'vitest';
import { degraded } from '../../../src/engine/degradations/degrade';
import { resampled } from '../../../src/engine/degradations/picture';
import { noisyPicture } from '../../../src/engine/degradations/picture-noise';
import { noisyText } from '../../../src/engine/degradations/text-noise';
import { MASK_WORD } from '../../../src/engine/modalities/modality';
import { randomFrom } from '../../../src/engine/random';
import { Degradation } from '../../../src/shared/degradations/degradation';
import type { ImageSpec } from '../../../src/shared/data/modality';
import { imageAndText, inMemoryDataset, randomSamples, SIDE } from '../attacks/in-memory';

const dataset = inMemoryDataset(randomSamples(12));
const sample = dataset.sample(3);
const image = imageAndText.image as ImageSpec;
const colour: ImageSpec = { kind: 'image', height: 9, width: 12, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] };
const picture = (seed: number): Float32Array => {
  const random = randomFrom('picture', seed);
  return Float32Array.from({ length: 9 * 12 * 3 }, () => random.uniform());
};
const words = ['bright', 'orange', 'a', 'umbrella', 'with', 'buttons', 'of', 'leather', 'straps', 'velvet'];

function missing(by: string): ReturnType<typeof degraded> {
  const degradation = Degradation.parse({ name: 'missing', modalities: ['image', 'text'], by });
  return degraded(sample, { degradation, levelIndex: 0, seed: 1 }, dataset);
}

describe('a modality that is not there', () => {
  it('leaves nothing', () => {
    const { inputs } = missing('zero');
    expect([...(inputs.image as Float32Array)]).toEqual(Array.from({ length: SIDE * SIDE }, () => 0));
    expect(inputs.text).toEqual([]);
  });

  it('leaves the mean colour, and as many unknown words', () => {
    const grey = inMemoryDataset(randomSamples(2), {
      modalities: { ...imageAndText, image: { ...image, mean: [0.25] } },
    });
    const degradation = Degradation.parse({ name: 'missing', modalities: ['image', 'text'] });
    const { inputs } = degraded(grey.sample(0), { degradation, levelIndex: 0, seed: 1 }, grey);
    expect(new Set(inputs.image as Float32Array)).toEqual(new Set([0.25]));
    expect(inputs.text).toEqual((grey.sample(0).inputs.text as readonly string[]).map(() => MASK_WORD));
  });

  it('is that of another sample of another group, the same one for all modalities', () => {
    const { inputs, label, id } = missing('shuffled');
    const donors = dataset.rowsOf('test').filter((row) => dataset.sample(row).inputs.image === inputs.image);
    expect(donors).toHaveLength(1);
    expect(donors[0]).not.toBe(sample.row);
    expect(inputs.text).toBe(dataset.sample(donors[0]).inputs.text);
    expect([label, id]).toEqual([sample.label, sample.id]);
  });

  it('touches no other modality, and not the sample itself', () => {
    const degradation = Degradation.parse({ name: 'missing', modalities: ['text'] });
    const before = structuredClone(sample);
    expect(degraded(sample, { degradation, levelIndex: 0, seed: 1 }, dataset).inputs.image).toBe(sample.inputs.image);
    expect(sample).toEqual(before);
  });
});

describe('noise of pictures', () => {
  it.each([image, colour])('at level 0 changes nothing', (spec) => {
    const value = picture(1).slice(0, spec.height * spec.width * spec.channels);
    expect(noisyPicture(spec, value, 0, randomFrom(1))).toEqual(value);
  });

  it('keeps every value in its range, leaves the picture given as it was, and is the same for the same draw', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const value = picture(seed);
      const noisy = noisyPicture(colour, value, 0.6, randomFrom(seed));
      expect(noisy).toHaveLength(value.length);
      expect(Math.min(...noisy)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...noisy)).toBeLessThanOrEqual(1);
      expect(value).toEqual(picture(seed));
      expect(noisyPicture(colour, value, 0.6, randomFrom(seed))).toEqual(noisy);
    }
  });

  it('moves a picture further the higher its level', () => {
    const distance = (level: number): number => {
      let sum = 0;
      for (let seed = 0; seed < 60; seed += 1) {
        const value = picture(seed);
        const noisy = noisyPicture(colour, value, level, randomFrom('distance', seed));
        sum += noisy.reduce((total, own, at) => total + Math.abs(own - value[at]), 0) / value.length;
      }
      return sum / 60;
    };
    const [low, middle, high] = [0.1, 0.4, 0.9].map(distance);
    expect(low).toBeGreaterThan(0);
    expect(middle).toBeGreaterThan(1.2 * low);
    expect(high).toBeGreaterThan(middle);
  });

  it('changes as many pictures as its ten changes of that probability would', () => {
    const level = 0.05;
    let unchanged = 0;
    for (let seed = 0; seed < 400; seed += 1) {
      const value = picture(seed);
      if (noisyPicture(colour, value, level, randomFrom('rate', seed)) === value) unchanged += 1;
    }
    // 0.95^10 = 0.599; four standard deviations of a binomial share of 400.
    expect(Math.abs(unchanged / 400 - (1 - level) ** 10)).toBeLessThan(4 * Math.sqrt((0.6 * 0.4) / 400));
  });

  it('looks at a picture between its pixels bilinearly, and sees black outside', () => {
    const value = picture(1);
    const same = resampled(colour, value, (row, column) => [row, column]);
    expect(same).toEqual(value);
    const half = resampled(colour, value, (row, column) => [row, column + 0.5]);
    const at = (row: number, column: number): number => value[(row * 12 + column) * 3 + 1];
    expect(half[(4 * 12 + 5) * 3 + 1]).toBeCloseTo((at(4, 5) + at(4, 6)) / 2, 6);
    expect(half[(4 * 12 + 11) * 3 + 1]).toBeCloseTo(at(4, 11) / 2, 6);
    const away = resampled(colour, value, (row, column) => [row - 20, column]);
    expect(new Set(away)).toEqual(new Set([0]));
  });
});

describe('noise of texts', () => {
  it('at level 0 changes nothing; short words never', () => {
    expect(noisyText(words, 0, randomFrom(1))).toEqual(words);
    const noisy = noisyText(words, 1, randomFrom(2));
    expect([noisy[2], noisy[4], noisy[6]]).toEqual(['a', 'with', 'of']);
  });

  it('misspells words at its rate: one letter more or less, swapped, retyped or shuffled, the first letter kept', () => {
    const level = 0.4;
    let changed = 0;
    const long = words.filter((word) => word.length > 4);
    for (let seed = 0; seed < 200; seed += 1) {
      noisyText(long, level, randomFrom('words', seed)).forEach((word, at) => {
        expect(word[0]).toBe(long[at][0]);
        expect(Math.abs(word.length - long[at].length)).toBeLessThanOrEqual(1);
        if (word !== long[at]) changed += 1;
      });
    }
    const n = 200 * long.length;
    const deviation = Math.sqrt((level * (1 - level)) / n);
    // An edit may leave a word as it was: swapped equal letters, a shuffle into the same order.
    expect(changed / n).toBeLessThan(level + 4 * deviation);
    expect(changed / n).toBeGreaterThan(level * 0.85 - 4 * deviation);
  });

  it('keeps the letters of a word that is swapped or shuffled, and what comes after its last letter', () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 300; seed += 1) {
      const [word] = noisyText(['leather!'], 1, randomFrom('kinds', seed));
      expect(word.endsWith('!')).toBe(true);
      const sorted = (text: string): string => Array.from(text).sort().join('');
      kinds.add(
        word.length > 8
          ? 'repeated'
          : word.length < 8
            ? 'omitted'
            : sorted(word) === sorted('leather!')
              ? 'moved'
              : 'mistyped',
      );
    }
    expect([...kinds].sort()).toEqual(['mistyped', 'moved', 'omitted', 'repeated']);
  });
});

test('what is drawn depends on sample, modality, level and seed', () => {
  const degradation = Degradation.parse({ name: 'noise', modalities: ['image'], levels: [0.5, 0.6] });
  const of = (levelIndex: number, seed: number, row = 3): unknown =>
    degraded(dataset.sample(row), { degradation, levelIndex, seed }, dataset).inputs.image;
  expect(of(0, 1)).toEqual(of(0, 1));
  const others = [of(1, 1), of(0, 2), of(0, 1, 4)];
  for (const other of others) expect(other).not.toEqual(of(0, 1));
});
