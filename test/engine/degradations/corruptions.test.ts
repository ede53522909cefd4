import { describe, expect, it } from 'vitest';
import { blockQuantised } from '../../../src/engine/degradations/block-quantisation';
import { degraded } from '../../../src/engine/degradations/degrade';
import { corruptedPicture } from '../../../src/engine/degradations/picture-corruptions';
import { corruptedText } from '../../../src/engine/degradations/text-corruptions';
import { randomFrom } from '../../../src/engine/random';
import { Degradation, pictureCorruptions, textCorruptions } from '../../../src/shared/degradations/degradation';
import { letterEdits } from '../../../src/shared/samples/edits';
import type { ImageSpec } from '../../../src/shared/data/modality';
import { inMemoryDataset, randomSamples } from '../attacks/in-memory';

const specs: readonly ImageSpec[] = [
  { kind: 'image', height: 28, width: 28, channels: 1, mean: [0], std: [1] },
  { kind: 'image', height: 9, width: 12, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] },
];
/** Smooth with an edge, so that blur, noise and blocks all show. */
const pictureOf = ({ height, width, channels }: ImageSpec): Float32Array =>
  Float32Array.from({ length: height * width * channels }, (_, at) => {
    const column = Math.floor(at / channels) % width;
    return column < width / 2 ? 0.2 + (0.2 * column) / width : 0.8 - (0.1 * at) / (height * width * channels);
  });
const distance = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, level, at) => sum + Math.abs(level - b[at]), 0) / a.length;

describe.each(pictureCorruptions)('a picture under %s', (kind) => {
  it.each(specs)('stays one, changes more at severity 5 than at 1, and is drawn from its key alone', (spec) => {
    const picture = pictureOf(spec);
    const at = (severity: number): Float32Array =>
      corruptedPicture(kind, spec, picture, severity, randomFrom('corruption', kind));
    const [mild, strong] = [at(1), at(5)];
    for (const changed of [mild, strong]) {
      expect(changed).toHaveLength(picture.length);
      expect(changed.every((level) => level >= 0 && level <= 1)).toBe(true);
    }
    expect(distance(strong, picture)).toBeGreaterThan(0.001);
    expect(distance(strong, picture)).toBeGreaterThan(distance(mild, picture));
    expect(at(3)).toEqual(at(3));
    expect(picture).toEqual(pictureOf(spec));
  });
});

it('a picture of one colour is left by blur, contrast, pixels and, but for rounding, by blocks', () => {
  const [spec] = specs;
  const grey = new Float32Array(spec.height * spec.width).fill(0.5);
  for (const kind of ['defocus-blur', 'motion-blur', 'contrast', 'pixelate'] as const) {
    expect(distance(corruptedPicture(kind, spec, grey, 5, randomFrom(kind)), grey), kind).toBeLessThan(1e-6);
  }
  expect(distance(blockQuantised(spec, grey, 40), grey)).toBeLessThan(0.02);
});

it('blocks of the finest steps give the picture back', () => {
  const [spec] = specs;
  expect(distance(blockQuantised(spec, pictureOf(spec), 100), pictureOf(spec))).toBeLessThan(0.003);
});

describe('a text', () => {
  const words = Array.from({ length: 200 }, (_, at) => ['bright', 'umbrella', 'a', 'leather'][at % 4]);
  const hitBy = (kind: (typeof textCorruptions)[number], severity: number): readonly string[] =>
    corruptedText(kind, words, severity, randomFrom('text', kind));

  it.each(textCorruptions)('under %s is hit more at a higher severity, and keeps a word', (kind) => {
    const changed = (severity: number): number => {
      const now = hitBy(kind, severity);
      return kind === 'drop-word' ? words.length - now.length : now.filter((word, at) => word !== words[at]).length;
    };
    expect(changed(1)).toBeGreaterThan(5);
    expect(changed(5)).toBeGreaterThan(changed(1) * 2);
    expect(corruptedText(kind, ['one'], 5, randomFrom(kind)).length).toBe(1);
  });

  it('has words misspelt by one edit each', () => {
    for (const kind of ['keyboard', 'swap', 'delete', 'insert', 'ocr'] as const) {
      hitBy(kind, 5).forEach((word, at) => {
        expect(letterEdits(words[at], word), kind).toBeLessThanOrEqual(1);
      });
    }
  });
});

it('a sample under a corruption changes in that input alone, and the same for every model', () => {
  const dataset = inMemoryDataset(randomSamples(2));
  const degradation = Degradation.parse({ name: 'corruption', modalities: ['image'], kinds: ['fog'] });
  const at = (seed: number) => degraded(dataset.sample(0), { degradation, levelIndex: 2, seed }, dataset).inputs;
  expect(at(1)).toEqual(at(1));
  expect(at(1).image).not.toEqual(at(2).image);
  expect(at(1).text).toBe(dataset.sample(0).inputs.text);
});
