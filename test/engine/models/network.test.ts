import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import type { Recipe } from '../../../src/shared/recipe/recipe';
import type { Embedded } from '../../../src/engine/models/fused-model';
import { countOf, initialValues } from '../../../src/engine/models/parameters';
import { baselinesOf } from '../../../src/shared/models/baseline';
import { networkOf } from '../../../src/engine/models/network';
import { logitsOf } from '../../../src/engine/training/score';
import type { ModalityValue } from '../../../src/engine/modalities/modality';
import {
  built,
  CLASSES,
  combinations,
  imageEncoders,
  images,
  inputs,
  linear,
  mlp,
  modalities,
  SIDE,
  textEncoders,
  texts,
  vocabulary,
  type Built,
} from './tiny';

beforeAll(() => initBackend('wasm'));

type Inputs = Readonly<Record<string, readonly ModalityValue[]>>;

function logits({ network, parameters }: Built, values: Inputs): readonly number[] {
  return tf.tidy(() => [...logitsOf(network, parameters, values).dataSync()]);
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return Math.max(...a.map((value, index) => Math.abs(value - b[index])));
}

const rowsOf = (values: readonly number[], ...rows: readonly number[]): readonly number[] =>
  rows.flatMap((row) => values.slice(row * CLASSES, (row + 1) * CLASSES));

describe.each(combinations)('$title', ({ recipe }) => {
  test('gives finite logits, also for a text without words', () => {
    const values = logits(built(recipe), inputs);
    expect(values).toHaveLength(4 * CLASSES);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test('a sample does not depend on its neighbours', () => {
    const model = built(recipe);
    const together = logits(model, inputs);
    const alone = [2, 0].flatMap((row) => logits(model, { image: [inputs.image[row]], text: [inputs.text[row]] }));
    expect(largestDifference(alone, rowsOf(together, 2, 0))).toBeLessThan(1e-5);
  });

  test('padding says nothing', () => {
    const model = built(recipe);
    const { network, parameters } = model;
    const shortTexts = [['red'], ['shirt', 'blue'], [], ['unseen']];
    const [long, short, poisoned] = tf.tidy(() => {
      const encodeWith = (change: (text: Embedded) => Embedded): number[] => {
        const image = network.encode(parameters, 'image', network.embed(parameters, 'image', inputs.image));
        const text = network.encode(parameters, 'text', change(network.embed(parameters, 'text', shortTexts)));
        return [...network.decide(parameters, network.fuse(parameters, { image, text })).dataSync()];
      };
      return [
        encodeWith((text) => text),
        encodeWith(({ values, mask }) => ({
          values: tf.slice(values, [0, 0, 0], [-1, 2, -1]),
          mask: tf.slice(mask!, [0, 0], [-1, 2]),
        })),
        encodeWith(({ values, mask }) => ({
          values: tf.add(values, tf.mul(7, tf.sub(1, tf.expandDims(mask!, 2)))),
          mask,
        })),
      ];
    });
    expect(largestDifference(long, short)).toBeLessThan(1e-5);
    expect(largestDifference(long, poisoned)).toBeLessThan(1e-5);
  });

  test('both modalities matter', () => {
    const model = built(recipe);
    const clean = logits(model, inputs);
    const otherText = logits(model, { ...inputs, text: texts.map(() => ['blue', 'red']) });
    const otherImage = logits(model, { ...inputs, image: images(5).slice(1) });
    expect(largestDifference(clean, otherText)).toBeGreaterThan(1e-3);
    expect(largestDifference(clean, otherImage)).toBeGreaterThan(1e-3);
  });

  test('leaves no tensor behind', () => {
    const model = built(recipe);
    const before = tf.memory().numTensors;
    logits(model, inputs);
    logits(model, inputs);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test.each(combinations)('constants are uploaded once, not at every call: $title', ({ recipe }) => {
  const { network, parameters } = built(recipe);
  const [image, text] = ['image', 'text'].map((id) => network.embed(parameters, id, inputs[id]));
  const uploads = vi.spyOn(tf.backend(), 'write');
  tf.tidy(() => {
    network.encode(parameters, 'image', image);
    network.encode(parameters, 'text', text);
  });
  // wasm writes null for what a kernel will fill.
  const large = uploads.mock.calls.filter(([values]) => ((values as ArrayLike<number> | null)?.length ?? 0) > 1);
  uploads.mockRestore();
  expect(large).toEqual([]);
  const before = tf.memory().numTensors;
  network.dispose();
  expect(before - tf.memory().numTensors).toBe(Object.keys(network.constants).length);
});

test.each([...imageEncoders, ...textEncoders])('$name alone: fusion concat of one', (encoder) => {
  const modality = imageEncoders.includes(encoder) ? 'image' : 'text';
  const model = built({ encoders: { [modality]: encoder }, fusion: { name: 'concat' }, head: mlp });
  expect(Object.keys(model.network.modalities)).toEqual([modality]);
  expect(logits(model, inputs)).toHaveLength(4 * CLASSES);
});

test('three modalities go through every fusion', () => {
  const three: ModalitySpecs = { ...modalities, second: modalities.image };
  for (const { recipe } of combinations) {
    const encoders = { ...recipe.encoders, second: imageEncoders[0] };
    const model = built({ ...recipe, encoders }, three);
    expect(logits(model, { ...inputs, second: images(4) })).toHaveLength(4 * CLASSES);
  }
});

test('the order of the encoders in a recipe is immaterial', () => {
  const { image, text } = combinations[0].recipe.encoders;
  const swapped: Recipe = { ...combinations[0].recipe, encoders: { text, image } };
  expect(logits(built(swapped), inputs)).toEqual(logits(built(combinations[0].recipe), inputs));
});

test('late fusion: z is the mean of the logits of the modalities, and the decision', () => {
  const recipe: Recipe = {
    encoders: { image: imageEncoders[0], text: textEncoders[0] },
    fusion: { name: 'late', together: 'mean', separate: false },
    head: linear,
  };
  const { network, parameters } = built(recipe);
  const [z, decided, mean] = tf.tidy(() => {
    const encodings = Object.fromEntries(
      ['image', 'text'].map((id) => [id, network.encode(parameters, id, network.embed(parameters, id, inputs[id]))]),
    );
    const each = ['image', 'text'].map((id) =>
      tf.add(
        tf.matMul(encodings[id].values as tf.Tensor2D, parameters[`fusion/${id}/dense/kernel`] as tf.Tensor2D),
        parameters[`fusion/${id}/dense/bias`],
      ),
    );
    const fused = network.fuse(parameters, encodings);
    return [fused, network.decide(parameters, fused), tf.div(tf.add(each[0], each[1]), 2)].map((t) => [
      ...t.dataSync(),
    ]);
  });
  expect(decided).toEqual(z);
  expect(largestDifference(z, mean)).toBeLessThan(1e-6);
  expect(Object.keys(parameters).some((name) => name.startsWith('head/'))).toBe(false);
});

test('an encoder starts alike in every model, and differently for every seed', () => {
  const full = networkOf(combinations[0].recipe, modalities, CLASSES, vocabulary).parameters;
  const [{ recipe }] = baselinesOf(combinations[0].recipe);
  const alone = networkOf(recipe, modalities, CLASSES, vocabulary).parameters;
  const encoder = Object.keys(alone).filter((name) => name.startsWith('encoders/'));
  expect(encoder.length).toBeGreaterThan(4);
  for (const name of encoder) {
    expect(initialValues(3, name, alone[name])).toEqual(initialValues(3, name, full[name]));
  }
  const kernel = 'encoders/image/conv1/kernel';
  expect(initialValues(3, kernel, full[kernel])).not.toEqual(initialValues(4, kernel, full[kernel]));
});

test('word embeddings of padding and unknown start at zero, the others do not', () => {
  const specs = networkOf(combinations[0].recipe, modalities, CLASSES, vocabulary).parameters;
  const values = initialValues(0, 'encoders/text/words', specs['encoders/text/words']);
  expect([...values.slice(0, 8)]).toEqual(new Array(8).fill(0));
  expect(values.slice(8).every((value) => value !== 0)).toBe(true);
});

test('images are normalised inside the encoder: the mean image is zero to it', () => {
  const model = built(combinations[0].recipe);
  const shifted = built(combinations[0].recipe, {
    ...modalities,
    image: { kind: 'image', height: SIDE, width: SIDE, channels: 1, mean: [0.9], std: [0.6] },
  });
  const twice = images(4).map((image) => image.map((value) => (value - 0.4) * 2 + 0.9));
  expect(largestDifference(logits(model, inputs), logits(shifted, { ...inputs, image: twice }))).toBeLessThan(1e-4);
});

test('counts parameters', () => {
  const recipe: Recipe = {
    encoders: { image: imageEncoders[0], text: textEncoders[0] },
    fusion: { name: 'concat' },
    head: linear,
  };
  const cnn = 3 * 3 * 3 + 3 + 3 * 3 * 3 * 4 + 4 + (4 * 5 + 5);
  const words = 6 * 4 + (4 * 5 + 5);
  expect(countOf(networkOf(recipe, modalities, CLASSES, vocabulary).parameters)).toBe(cnn + words + 10 * 3 + 3);
});
