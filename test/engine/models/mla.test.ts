import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Recipe } from '../../../src/shared/recipe/recipe';
import { entropyWeights } from '../../../src/engine/models/fusions/mla';
import { built, inputs, linear, mlp, modalities } from './tiny';
import { encodingsOf } from '../../../src/engine/training/score';

beforeAll(() => initBackend('cpu'));

const weightsOf = (...answers: readonly (readonly (readonly number[])[])[]): readonly (readonly number[])[] =>
  tf.tidy(() =>
    entropyWeights(answers.map((own) => tf.tensor2d(own.map((row) => [...row])))).map((own) => [...own.dataSync()]),
  );

describe('weights by entropy (methods page of MLA, section 5)', () => {
  test('the worked sample: weights, and what they come to', () => {
    const [a, b] = [
      [2, 0, 0],
      [0.5, 0.4, 0.3],
    ];
    const [[first], [second]] = weightsOf([a], [b]);
    expect(first).toBeCloseTo(0.605806, 5);
    expect(second).toBeCloseTo(0.394194, 5);
    [1.408708, 0.157678, 0.118256].forEach((value, k) => {
      expect(first * a[k] + second * b[k]).toBeCloseTo(value, 5);
    });
  });

  test('add up to one; a half where both waver alike; more for the surer; no two further apart than the classes', () => {
    const sure = [9, -9, -9];
    const unsure = [0, 0, 0];
    const [first, second] = weightsOf([unsure, sure, sure], [unsure, unsure, [-9, 9, -9]]);
    first.forEach((weight, row) => {
      expect(weight + second[row]).toBeCloseTo(1, 6);
    });
    expect(first[0]).toBeCloseTo(0.5, 6);
    expect(first[1] / second[1]).toBeGreaterThan(2.9);
    expect(first[1] / second[1]).toBeLessThanOrEqual(3);
    expect(first[2]).toBeCloseTo(0.5, 6);
  });

  test('are of each sample by itself, not of its batch (a trap of the released code)', () => {
    const rows = [
      [
        [2, 0, 0],
        [0, 5, 0],
      ],
      [
        [0.5, 0.4, 0.3],
        [1, 1, 0],
      ],
    ];
    const together = weightsOf(...rows);
    rows[0].forEach((_, row) => {
      const alone = weightsOf(...rows.map((own) => [own[row]]));
      expect(together[0][row]).toBeCloseTo(alone[0][0], 6);
    });
  });
});

describe('fixed weights, as the released code has them beside entropy (methods page of MLA, section 5)', () => {
  const encoders: Recipe['encoders'] = {
    image: { name: 'cnn', channels: [3], width: 5 },
    text: { name: 'mean-words', embedding: 4, width: 5 },
  };
  const { image, text } = modalities;

  test.each([
    [
      { image, text },
      { image: 0.55, text: 0.45 },
    ],
    [
      { audio: image, image, text },
      { audio: 0.35, image: 0.25, text: 0.4 },
    ],
  ])('are given by the order of their names, whatever the sample', (specs, weights: Record<string, number>) => {
    const recipe: Recipe = {
      encoders: { ...encoders, ...('audio' in specs ? { audio: encoders.image } : {}) },
      fusion: { name: 'mla', weights: 'fixed' },
      head: linear,
    };
    const { network, parameters } = built(recipe, specs);
    expect(network.weighing).toBeUndefined();
    tf.tidy(() => {
      const encodings = encodingsOf(network, parameters, { ...inputs, audio: inputs.image });
      const own = network.answers!(parameters, encodings);
      const sum = tf.addN(Object.entries(weights).map(([id, weight]) => tf.mul(own[id], weight)));
      const together = network.fuse(parameters, encodings).dataSync();
      sum.dataSync().forEach((value, index) => {
        expect(together[index]).toBeCloseTo(value, 5);
      });
      // Two of three: theirs add up to one.
      if ('audio' in weights) {
        const { audio, ...left } = encodings;
        expect(audio).toBeDefined();
        const two = tf.add(tf.mul(own.image, 0.25 / 0.65), tf.mul(own.text, 0.4 / 0.65)).dataSync();
        network
          .fuse(parameters, left)
          .dataSync()
          .forEach((value, index) => {
            expect(value).toBeCloseTo(two[index], 5);
          });
      }
    });
    network.dispose();
    tf.dispose(Object.values(parameters));
  });

  test('are refused of more inputs than it has weights of', () => {
    const four = ['a', 'b', 'c', 'd'];
    const recipe: Recipe = {
      encoders: Object.fromEntries(four.map((id) => [id, encoders.image])),
      fusion: { name: 'mla', weights: 'fixed' },
      head: linear,
    };
    expect(() => built(recipe, Object.fromEntries(four.map((id) => [id, image])))).toThrow(
      'is "fixed", but the released weights are of two or three inputs, not of 4.',
    );
  });
});

test.each([
  { name: 'linear', head: linear },
  { name: 'mlp', head: mlp },
])('with the head $name one last layer is shared, and joint training is by the mean of the logits', ({ head }) => {
  const encoders: Recipe['encoders'] = {
    image: { name: 'cnn', channels: [3, 4], width: 5 },
    text: { name: 'mean-words', embedding: 4, width: 5 },
  };
  const { network, parameters } = built({ encoders, fusion: { name: 'mla', weights: 'entropy' }, head });
  const shared = Object.keys(network.parameters).filter((name) => name.startsWith('fusion/dense/'));
  expect(shared.sort()).toEqual(['fusion/dense/bias', 'fusion/dense/kernel']);
  expect(Object.keys(network.parameters).filter((name) => name.includes('/hidden/'))).toHaveLength(
    head.name === 'mlp' ? 4 : 0,
  );
  for (const id of ['image', 'text']) {
    expect(shared.some((name) => network.alternation!.isOwn(name, id))).toBe(false);
    expect(network.alternation!.isOwn(`encoders/${id}/dense/kernel`, id)).toBe(true);
  }
  tf.tidy(() => {
    const encodings = encodingsOf(network, parameters, inputs);
    const answers = network.answers!(parameters, encodings);
    const mean = tf.div(tf.add(answers.image, answers.text), 2);
    const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 1], 'int32'), 3) as tf.Tensor2D;
    const losses = network.objective(parameters, encodings, tf.zeros([4, 3]), labels).dataSync();
    const expected = tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(mean as tf.Tensor2D)), 1)).dataSync();
    losses.forEach((loss, row) => {
      expect(loss).toBeCloseTo(expected[row], 5);
    });
    // Features through the shared head are the answers: what alternating training and its drift go by.
    const { kernel, bias, features } = network.alternation!;
    const own = tf.add(
      tf.matMul(features(parameters, 'text', encodings.text), parameters[kernel] as tf.Tensor2D),
      parameters[bias],
    );
    expect([...own.dataSync()]).toEqual([...answers.text.dataSync()]);
  });
  network.dispose();
  tf.dispose(Object.values(parameters));
});
