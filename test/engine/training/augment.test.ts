import { expect, test } from 'vitest';
import type { ImageSpec } from '../../../src/shared/data/modality';
import { networkOf } from '../../../src/engine/models/network';
import { augmentImages, mirrored, occluded, shifted } from '../../../src/engine/training/augment';
import { batchOf } from '../../../src/engine/training/batches';
import { randomFrom } from '../../../src/engine/random';
import { toyDataset, toySpec } from './toy';

const spec: ImageSpec = { kind: 'image', height: 2, width: 3, channels: 1, mean: [0], std: [1] };
const image = Float32Array.from([1, 2, 3, 4, 5, 6]);

test('a shifted image repeats its border', () => {
  expect([...shifted(spec, image, 0, 0)]).toEqual([...image]);
  expect([...shifted(spec, image, 1, 0)]).toEqual([1, 2, 3, 1, 2, 3]);
  expect([...shifted(spec, image, 0, -1)]).toEqual([2, 3, 3, 5, 6, 6]);
  expect([...shifted(spec, image, -5, 5)]).toEqual([4, 4, 4, 4, 4, 4]);
});

test('channels stay together', () => {
  const colour: ImageSpec = { ...spec, height: 1, width: 2, channels: 3 };
  expect([...shifted(colour, image, 0, 1)]).toEqual([1, 2, 3, 1, 2, 3]);
});

test('a mirrored image exchanges left and right, channel by channel', () => {
  expect([...mirrored(spec, image)]).toEqual([3, 2, 1, 6, 5, 4]);
  const colour: ImageSpec = { ...spec, height: 1, width: 2, channels: 3 };
  expect([...mirrored(colour, image)]).toEqual([4, 5, 6, 1, 2, 3]);
});

test('an occluded image has one square of the mean colour, of an eighth to a half of its side', () => {
  const large: ImageSpec = { ...spec, height: 16, width: 24, channels: 3, mean: [0.25, 0.5, 0.75] };
  const black = new Float32Array(16 * 24 * 3);
  const sides = new Set<number>();
  for (let draw = 0; draw < 200; draw += 1) {
    const covered = occluded(large, black, randomFrom('occluded', draw));
    const pixels = Array.from({ length: 16 * 24 }, (_, pixel) => [...covered.slice(3 * pixel, 3 * pixel + 3)]);
    const places = pixels.flatMap((colour, pixel) => (colour[0] === 0 ? [] : [pixel]));
    expect(places.every((pixel) => pixels[pixel].join() === large.mean.join())).toBe(true);
    const rows = new Set(places.map((pixel) => Math.floor(pixel / 24)));
    const columns = new Set(places.map((pixel) => pixel % 24));
    expect(rows.size).toBe(columns.size);
    expect(places).toHaveLength(rows.size ** 2);
    sides.add(rows.size);
  }
  expect([...sides].sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect(black.every((value) => value === 0)).toBe(true);
});

const none = { shift: 0, mirror: 0, occlusion: 0 };

test('every image of a batch is changed its own way, alike for equal keys; texts stay', () => {
  const dataset = toyDataset(60);
  const network = networkOf(toySpec().recipe, dataset.manifest.modalities, 2, ['', '', 'it']);
  const { inputs, labels } = batchOf(
    dataset,
    network,
    Array.from({ length: 60 }, (_, row) => row),
  );
  const same = { inputs: { ...inputs, image: inputs.image.map(() => inputs.image[0]) }, labels };
  const kindsOf = (augmentation: typeof none): number => {
    const changed = augmentImages(network, same, augmentation, 3, 7);
    expect(augmentImages(network, same, augmentation, 3, 7)).toEqual(changed);
    expect(augmentImages(network, same, augmentation, 3, 8)).not.toEqual(changed);
    expect(changed.inputs.text).toBe(inputs.text);
    return new Set((changed.inputs.image as readonly Float32Array[]).map((value) => value.join())).size;
  };
  // Of 3 × 3 moves, 60 draws leave one out with a probability below 1 %.
  expect(kindsOf({ ...none, shift: 1 })).toBeGreaterThan(7);
  expect(kindsOf({ ...none, mirror: 0.5 })).toBe(2);
  expect(kindsOf({ ...none, occlusion: 1 })).toBeGreaterThan(7);
  expect(augmentImages(network, same, none, 3, 7)).toBe(same);
});
