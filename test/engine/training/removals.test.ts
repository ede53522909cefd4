import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { pauseWith } from '../../../src/engine/pause';
import { batchOf } from '../../../src/engine/training/batches';
import { materialOf } from '../../../src/engine/training/material';
import { removeParts } from '../../../src/engine/training/removals';
import { train } from '../../../src/engine/training/train';
import { hashOfBytes } from '../../../src/shared/identity';
import type { ModelSpec } from '../../../src/shared/models/model-spec';
import { parse } from '../../../src/shared/parse';
import { RemovalTraining } from '../../../src/shared/training/training';
import { toyDataset, toySpec } from './toy';

beforeAll(() => initBackend('wasm'));

const dataset = toyDataset();
const { network } = materialOf(toySpec(), dataset);
const rows = dataset.rowsOf('train');
const batch = batchOf(dataset, network, rows);
const removals = (fields: object): RemovalTraining => parse(RemovalTraining, fields, 'removals');

const [HEIGHT, WIDTH] = [8, 8];
/** Rows and columns of the pixels that took the mean colour. */
function gone(image: Float32Array): readonly (readonly [number, number])[] {
  return [...image.entries()].flatMap(([pixel, value]) =>
    value === 0.5 ? [[Math.floor(pixel / WIDTH), pixel % WIDTH] as const] : [],
  );
}

test('one cell of the quad-tree goes, of every size, or one word', () => {
  const changed = removeParts(network, batch, removals({ rate: 1, cells: 1, words: 1 }), 3, 0);
  const sides = new Set<number>();
  for (const image of changed.inputs.image as readonly Float32Array[]) {
    const pixels = gone(image);
    if (pixels.length === 0) continue;
    const side = Math.sqrt(pixels.length);
    sides.add(side);
    const [top, left] = pixels[0];
    expect([top % side, left % side]).toEqual([0, 0]);
    expect(pixels.every(([row, column]) => row < top + side && column < left + side && row < HEIGHT)).toBe(true);
  }
  expect([...sides].sort()).toEqual([1, 2, 4]);
  const before = batch.inputs.text as readonly (readonly string[])[];
  const lost = (changed.inputs.text as readonly (readonly string[])[]).map((text, row) => {
    expect(before[row]).toEqual(expect.arrayContaining([...text]));
    return before[row].length - text.length;
  });
  expect(new Set(lost)).toEqual(new Set([0, 1]));
});

test('as many samples lose parts as asked, the same ones for a seed and a step, others for others', () => {
  const kept = (seed: number, step: number, rate = 0.5): readonly boolean[] =>
    removeParts(network, batch, removals({ rate, cells: 8, words: 0 }), seed, step).inputs.image.map(
      (image, row) => image === batch.inputs.image[row],
    );
  expect(kept(3, 0)).toEqual(kept(3, 0));
  expect(kept(3, 0)).not.toEqual(kept(4, 0));
  expect(kept(3, 0)).not.toEqual(kept(3, 1));
  const share = kept(3, 0).filter(Boolean).length / rows.length;
  expect(share).toBeGreaterThan(0.4);
  expect(share).toBeLessThan(0.7);
  expect(kept(3, 0, 0).every(Boolean)).toBe(true);
});

test('training on it gives other weights, and at rate 0 those of plain training', async () => {
  const weights = async (fields: object): Promise<string> => {
    const spec: ModelSpec = toySpec({}, { epochs: 2, removals: fields });
    const pause = pauseWith(() => undefined);
    return hashOfBytes((await train({ spec, dataset, checkpoint: null, onUpdate: () => undefined, pause })).weights);
  };
  const plain = await weights({});
  expect(await weights({ cells: 5 })).toBe(plain);
  expect(await weights({ rate: 0.5 })).not.toBe(plain);
});
