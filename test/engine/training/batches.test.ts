import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { MASK_WORD, type TextValue } from '../../../src/engine/modalities/modality';
import { networkOf } from '../../../src/engine/models/network';
import { randomFrom } from '../../../src/engine/random';
import { batchOf, chunks, dropWords, epochOrder } from '../../../src/engine/training/batches';
import { dropUnits } from '../../../src/engine/training/dropout';
import { learningRateAt } from '../../../src/engine/training/schedule';
import { correctOf } from '../../../src/engine/training/score';
import { toyDataset, toySpec } from './toy';

beforeAll(() => initBackend('wasm'));

const rows = Array.from({ length: 50 }, (_, index) => index * 3);

describe('the order of an epoch', () => {
  test('holds every row once, and is its own for every seed and epoch', () => {
    const order = epochOrder(rows, 1, 0);
    expect([...order].sort((a, b) => a - b)).toEqual(rows);
    expect(epochOrder(rows, 1, 0)).toEqual(order);
    expect(epochOrder(rows, 1, 1)).not.toEqual(order);
    expect(epochOrder(rows, 2, 0)).not.toEqual(order);
  });

  test('is cut into batches, the last one smaller', () => {
    const cut = chunks(rows, 20);
    expect(cut.map((chunk) => chunk.length)).toEqual([20, 20, 10]);
    expect(cut.flat()).toEqual(rows);
  });
});

test('word dropout replaces words at its rate, alike for equal keys, and leaves images alone', () => {
  const dataset = toyDataset(1200);
  const network = networkOf(toySpec().recipe, dataset.manifest.modalities, 2, ['', '', 'it']);
  const batch = batchOf(
    dataset,
    network,
    Array.from({ length: 1200 }, (_, row) => row),
  );
  const dropped = dropWords(network, batch, 0.25, 3, 7);
  const words = (dropped.inputs.text as readonly TextValue[]).flat();
  const share = words.filter((word) => word === MASK_WORD).length / words.length;
  // Four standard errors of a binomial share.
  expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / words.length));
  expect(dropWords(network, batch, 0.25, 3, 7)).toEqual(dropped);
  expect(dropWords(network, batch, 0.25, 3, 8)).not.toEqual(dropped);
  expect(dropped.inputs.image).toBe(batch.inputs.image);
  expect(dropWords(network, batch, 0, 3, 7)).toBe(batch);
});

test('dropout keeps the mean', () => {
  const count = 20_000;
  tf.tidy(() => {
    const ones = tf.ones<tf.Rank.R2>([100, count / 100]);
    const values = dropUnits({ form: 'vector', values: ones }, 0.2, randomFrom('d')).values.dataSync();
    expect(new Set(values)).toEqual(new Set([0, 1.25]));
    const mean = [...values].reduce((sum, value) => sum + value, 0) / count;
    expect(Math.abs(mean - 1)).toBeLessThan(4 * 1.25 * Math.sqrt((0.2 * 0.8) / count));
  });
});

test('the learning rate rises briefly, then falls to nothing', () => {
  const rates = Array.from({ length: 200 }, (_, step) => learningRateAt(step, 200, 0.5));
  expect(rates.slice(0, 5)).toEqual([0.125, 0.25, 0.375, 0.5, 0.5]);
  for (let step = 5; step < 200; step += 1) expect(rates[step]).toBeLessThan(rates[step - 1]);
  expect(rates[199]).toBeLessThan(1e-4);
  expect(learningRateAt(0, 1, 0.5)).toBe(0.5);
});

test('the first of equal logits decides', () => {
  expect(correctOf(undefined, Float32Array.from([1, 1, 0, 2, 3, 3]), { labels: Int32Array.from([0, 2]) })).toBe(1);
});
