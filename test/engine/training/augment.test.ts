import { expect, test } from 'vitest';
import type { ImageSpec } from '../../../src/shared/modality';
import { networkOf } from '../../../src/engine/models/network';
import { shifted, shiftImages } from '../../../src/engine/training/augment';
import { batchOf } from '../../../src/engine/training/batches';
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

test('every image of a batch is moved its own way, alike for equal keys; texts stay', () => {
  const dataset = toyDataset(60);
  const network = networkOf(toySpec().recipe, dataset.manifest.modalities, 2, ['', '', 'it']);
  const { inputs, labels } = batchOf(
    dataset,
    network,
    Array.from({ length: 60 }, (_, row) => row),
  );
  const same = { inputs: { ...inputs, image: inputs.image.map(() => inputs.image[0]) }, labels };
  const moved = shiftImages(network, same, 1, 3, 7);
  expect(shiftImages(network, same, 1, 3, 7)).toEqual(moved);
  expect(shiftImages(network, same, 1, 3, 8)).not.toEqual(moved);
  const kinds = new Set((moved.inputs.image as readonly Float32Array[]).map((value) => value.join()));
  // Of 3 × 3 moves, 60 draws leave one out with a probability below 1 %.
  expect(kinds.size).toBeGreaterThan(7);
  expect(moved.inputs.text).toBe(inputs.text);
  expect(shiftImages(network, same, 0, 3, 7)).toBe(same);
});
