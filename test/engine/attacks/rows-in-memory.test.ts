import { expect, test } from 'vitest';
import { FLOATS_AT_ONCE, mostRows } from '../../../src/engine/attacks/rows-in-memory';
import type { ImageSpec, TextSpec } from '../../../src/shared/data/modality';

const image = (side: number): ImageSpec => ({
  kind: 'image',
  height: side,
  width: side,
  channels: 3,
  mean: [0, 0, 0],
  std: [1, 1, 1],
});
const text: TextSpec = { kind: 'text', maxWords: 2048 };

test('the largest modality, channels and all, says how many rows fit', () => {
  expect(mostRows({ text })).toBe(512);
  expect(mostRows({ image: image(16), text })).toBe(512);
  expect(mostRows({ image: image(64), text })).toBe(Math.floor(FLOATS_AT_ONCE / (3 * 64 * 64)));
});

test('one row is always tried', () => {
  expect(mostRows({ image: image(1024) })).toBe(1);
});
