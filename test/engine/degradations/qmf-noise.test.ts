import { describe, expect, it } from 'vitest';
import { degraded } from '../../../src/engine/degradations/degrade';
import { qmfNoisyPicture, qmfNoisyText } from '../../../src/engine/degradations/qmf-noise';
import { randomFrom } from '../../../src/engine/random';
import { Degradation, degradationTitle, stepsOf } from '../../../src/shared/degradations/degradation';
import type { ImageSpec } from '../../../src/shared/data/modality';
import { QmfNoiseChoice } from '../../../src/shared/degradations/qmf-noise';
import { inMemoryDataset, randomSamples } from '../attacks/in-memory';

const spec: ImageSpec = { kind: 'image', height: 12, width: 16, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] };
const pixels = spec.height * spec.width;
const plain = (level: number): Float32Array => new Float32Array(3 * pixels).fill(level / 255);
const choice = (settings: object = {}): QmfNoiseChoice =>
  QmfNoiseChoice.parse({ name: 'qmf-noise', modalities: ['image'], ...settings });
/** Pictures of one level as so many samples have them. */
const draws = (count: number, level: number, settings: object, severity: number): readonly Float32Array[] =>
  Array.from({ length: count }, (_, at) =>
    qmfNoisyPicture(spec, plain(level), choice(settings), severity, randomFrom('draw', at)),
  );
const changed = (picture: Float32Array, level: number): boolean =>
  picture.some((value) => Math.abs(value - level / 255) > 1e-6);
/** Within four deviations of a share of so many. */
const near = (hits: number, count: number, share: number): void => {
  expect(Math.abs(hits / count - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / count));
};
const levels = (values: ArrayLike<number>): number[] => Array.from(values, (value) => 255 * value);

describe('Gaussian noise of QMF', () => {
  it.each([
    [{}, 1, 10],
    // As on colour and depth: ε itself.
    [{ perSeverity: 1 }, 5, 5],
  ])('strikes half of the pictures, with a deviation of so much per ε: %o', (settings, severity, deviation) => {
    const all = draws(400, 128, settings, severity);
    const struck = all.filter((picture) => changed(picture, 128));
    near(struck.length, all.length, 0.5);
    const noise = struck.flatMap((picture) => levels(picture).map((level) => level - 128));
    const variance = noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length;
    expect(Math.sqrt(variance) / deviation).toBeGreaterThan(0.98);
    expect(Math.sqrt(variance) / deviation).toBeLessThan(1.02);
  });

  it('is one plane for all channels, another for each picture, and stays within 0 and 255', () => {
    const struck = draws(20, 128, {}, 10).filter((picture) => changed(picture, 128));
    for (const picture of struck) {
      for (let pixel = 0; pixel < pixels; pixel += 1)
        expect(new Set(picture.slice(3 * pixel, 3 * pixel + 3)).size).toBe(1);
    }
    expect(struck[0]).not.toEqual(struck[1]);
    const values = struck.flatMap((picture) => [...picture]);
    expect([Math.min(...values), Math.max(...values)]).toEqual([0, 1]);
  });

  it('as released: one pattern for all pictures, and what falls below 0 wraps to bright', () => {
    const [bright, other] = draws(20, 128, { arithmetic: 'released' }, 1).filter((picture) => changed(picture, 128));
    expect(bright).toEqual(other);
    const dark = draws(20, 0, { arithmetic: 'released' }, 1).find((picture) => changed(picture, 0))!;
    // Of the same noise decimals are dropped, from 128 downwards, from 0 towards it, there modulo 256.
    levels(dark).forEach((level, at) => {
      const noise = Math.round(levels(bright)[at]) - 128;
      const seen = Math.round(level) > 128 ? Math.round(level) - 256 : Math.round(level);
      expect(seen, String(noise)).toBe(noise < 0 ? noise + 1 : noise);
    });
    expect(levels(dark).some((level) => level > 200)).toBe(true);
    const white = draws(20, 255, { arithmetic: 'released' }, 1).find((picture) => changed(picture, 255))!;
    expect(Math.max(...white)).toBe(1);
  });
});

describe('salt and pepper of QMF', () => {
  it.each([
    ['tenth', 5, 0.25],
    ['tenth', 10, 0.5],
    ['hundredth', 5, 0.025],
    ['hundredth', 10, 0.05],
  ] as const)('by the rule of a %s strikes at ε = %i this share of all pictures: %f', (rule, severity, share) => {
    const all = draws(1_500, 128, { pictures: 'salt-pepper', rule }, severity);
    near(all.filter((picture) => changed(picture, 128)).length, all.length, share);
  });

  it('makes a tenth of the pixels black or white, in all channels', () => {
    const struck = draws(120, 128, { pictures: 'salt-pepper' }, 10).filter((picture) => changed(picture, 128));
    const [black, white] = [0, 1].map((end) =>
      struck.reduce(
        (sum, picture) =>
          sum +
          Array.from({ length: pixels }, (_, pixel) => picture.slice(3 * pixel, 3 * pixel + 3)).filter((colour) =>
            colour.every((value) => value === end),
          ).length,
        0,
      ),
    );
    near(black, struck.length * pixels, 0.05);
    near(white, struck.length * pixels, 0.05);
    const other = struck.flatMap((picture) => [...picture]).filter((value) => Math.abs(value - 128 / 255) > 1e-6);
    expect(other).toHaveLength(3 * (black + white));
  });
});

describe('texts under the noise of QMF', () => {
  const words = Array.from({ length: 20 }, (_, at) => `word${String(at)}`);

  it.each([5, 10])('half of them have each word blanked with probability ε/10: ε = %i', (severity) => {
    const all = Array.from({ length: 400 }, (_, at) => qmfNoisyText(words, severity, randomFrom('text', at)));
    const struck = all.filter((text) => text.includes('_'));
    near(struck.length, all.length, 0.5);
    const blank = struck.flat().filter((word) => word === '_').length;
    if (severity === 10) expect(blank).toBe(struck.length * words.length);
    else near(blank, struck.length * words.length, severity / 10);
    expect(struck.flat().every((word, at) => word === '_' || word === words[at % words.length])).toBe(true);
  });
});

it('inputs suffer each by itself: a quarter both, half exactly one, a quarter none, the same for every model', () => {
  const dataset = inMemoryDataset(randomSamples(200));
  const degradation = Degradation.parse({ name: 'qmf-noise', modalities: ['image', 'text'] });
  const at = (row: number, seed: number) =>
    degraded(dataset.sample(row), { degradation, levelIndex: 1, seed }, dataset).inputs;
  const counts = [0, 0, 0];
  for (let row = 0; row < 200; row += 1) {
    const { inputs } = dataset.sample(row);
    const now = at(row, 1);
    counts[['image', 'text'].filter((id) => now[id] !== inputs[id]).length] += 1;
  }
  [0.25, 0.5, 0.25].forEach((share, suffering) => {
    near(counts[suffering], 200, share);
  });
  expect(at(3, 1)).toEqual(at(3, 1));
  expect(stepsOf(degradation)).toEqual([
    { level: 5, kind: null },
    { level: 10, kind: null },
  ]);
});

it.each([
  [{}, 'QMF noise (Gaussian) 5 on image'],
  [{ perSeverity: 1 }, 'QMF noise (Gaussian of 1 ε) 5 on image'],
  [{ arithmetic: 'released' }, 'QMF noise (Gaussian, as released) 5 on image'],
  [{ pictures: 'salt-pepper' }, 'QMF noise (salt and pepper, ε/10) 5 on image'],
  [{ pictures: 'salt-pepper', rule: 'hundredth' }, 'QMF noise (salt and pepper, ε/100) 5 on image'],
])('its title states the variant: %o', (settings, title) => {
  expect(degradationTitle(choice(settings), { level: 5, kind: null })).toBe(title);
});
