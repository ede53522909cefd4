import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { MASK_WORD } from '../../../src/engine/modalities/modality';
import { ablateParts } from '../../../src/engine/training/ablation';
import { batchOf } from '../../../src/engine/training/batches';
import { materialOf } from '../../../src/engine/training/material';
import { parse } from '../../../src/shared/parse';
import { AblationTraining } from '../../../src/shared/training/training';
import { toyDataset, toySpec } from './toy';

beforeAll(() => initBackend('cpu'));

const dataset = toyDataset();
const { network } = materialOf(toySpec(), dataset);
const rows = dataset.rowsOf('train');
const batch = batchOf(dataset, network, rows);
const PIXELS = 64;
/** No pixel of the toy images is the mean of its data. */
const MEAN = 0.5;

type Images = readonly Float32Array[];
type Texts = readonly (readonly string[])[];
const ablated = (fields: object, seed = 3, step = 0): { readonly image: Images; readonly text: Texts } =>
  ablateParts(network, batch, parse(AblationTraining, fields, 'ablation'), seed, step).inputs as never;
const whole = batch.inputs as unknown as { readonly image: Images; readonly text: Texts };
const pixelsKept = (images: Images): readonly number[] =>
  images.map((image) => image.filter((value) => value !== MEAN).length);
const wordsKept = (sentences: Texts): readonly number[] =>
  sentences.map((words) => words.filter((word) => word !== MASK_WORD).length);

test('of every input a share between the least and the largest is kept, each share as likely', () => {
  const { image, text } = ablated({ rate: 1, least: 0.25, most: 0.75, wordsLeast: 0.5, wordsMost: 0.5 });
  const kept = pixelsKept(image).map((count) => count / PIXELS);
  expect(Math.min(...kept)).toBeGreaterThanOrEqual(0.25);
  expect(Math.max(...kept)).toBeLessThanOrEqual(0.75);
  for (const [from, to] of [
    [0.25, 0.42],
    [0.42, 0.58],
    [0.58, 0.76],
  ]) {
    const share = kept.filter((own) => own >= from && own < to).length / kept.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.47);
  }
  expect(wordsKept(text)).toEqual(whole.text.map((words) => Math.round(words.length / 2)));
  // What is kept stands where it stood, and is as it was.
  image.forEach((own, row) => {
    expect(own.every((value, pixel) => value === MEAN || value === whole.image[row][pixel])).toBe(true);
  });
  text.forEach((words, row) => {
    expect(words.every((word, place) => word === MASK_WORD || word === whole.text[row][place])).toBe(true);
  });
});

test('one element at least is kept; words that leave no gap are gone', () => {
  const { image, text } = ablated({ rate: 1, least: 0, most: 0, wordsLeast: 0, wordsMost: 0, wordsUnseen: 'left-out' });
  expect(new Set(pixelsKept(image))).toEqual(new Set([1]));
  expect(new Set(text.map((words) => words.length))).toEqual(new Set([1]));
});

test('as many samples as asked, in all inputs alike; the same ones for a seed and a step, others for others', () => {
  const fields = { rate: 0.5, wordsMost: 0.5 };
  const untouched = (seed: number, step: number): readonly boolean[] => {
    const { image, text } = ablated(fields, seed, step);
    return image.map((own, row) => {
      const isWhole = own === whole.image[row];
      expect(text[row] === whole.text[row]).toBe(isWhole);
      return isWhole;
    });
  };
  const share = untouched(3, 0).filter(Boolean).length / rows.length;
  expect(share).toBeGreaterThan(0.4);
  expect(share).toBeLessThan(0.6);
  expect(ablated(fields)).toEqual(ablated(fields));
  expect(untouched(3, 0)).not.toEqual(untouched(4, 0));
  expect(untouched(3, 0)).not.toEqual(untouched(3, 1));
  expect(ablated({ rate: 0 })).toEqual(whole);
});
