import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Alternation } from '../../../src/engine/training/alternation';
import { watchOf } from '../../../src/engine/training/own-answers';
import { encodingsOf } from '../../../src/engine/training/score';
import type { Recipe } from '../../../src/shared/recipe/recipe';
import { built, CLASSES, inputs, linear, modalities } from '../models/tiny';

beforeAll(() => initBackend('cpu'));

type Matrix = readonly (readonly number[])[];

const WIDTH = 5;
const ids = ['audio', 'image', 'text'];
const encoders: Recipe['encoders'] = {
  audio: { name: 'cnn', channels: [2], width: WIDTH },
  image: { name: 'cnn', channels: [3], width: WIDTH },
  text: { name: 'mean-words', embedding: 4, width: WIDTH },
};
const labels = Int32Array.from([0, 1, 2, 1]);

/** Made by hand: of each input another kernel and another bias. */
const moved = Object.fromEntries(
  ids.map((id, at) => [
    id,
    {
      kernel: Array.from({ length: WIDTH }, (_, i) =>
        Array.from({ length: CLASSES }, (__, k) => Math.sin(1 + at + 3 * i + 7 * k)),
      ),
      bias: Array.from({ length: CLASSES }, (_, k) => Math.cos(2 * at + 5 * k)),
    },
  ]),
);

/** φ W + b, each row less its mean. */
const centred = (features: Matrix, kernel: Matrix, bias: readonly number[]): Matrix =>
  features.map((row) => {
    const values = bias.map((own, k) => row.reduce((sum, x, i) => sum + x * kernel[i][k], own));
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    return values.map((x) => x - mean);
  });

test('an input drifts by what the steps of all others, and none of its own, changed of the head', () => {
  const { network, parameters } = built(
    { encoders, fusion: { name: 'mla', weights: 'entropy' }, head: linear },
    { audio: modalities.image, ...modalities },
  );
  const { kernel, bias, features } = network.alternation!;
  tf.tidy(() => {
    const tensors: Alternation = {
      projection: null,
      moved: Object.fromEntries(
        ids.map((id) => [id, { kernel: tf.tensor2d(moved[id].kernel), bias: tf.tensor1d(moved[id].bias) }]),
      ),
    };
    const encodings = encodingsOf(network, parameters, { ...inputs, audio: inputs.image });
    const watch = watchOf(network, parameters, tensors)!;
    const sums = watch.sums(encodings, { inputs: {}, labels });
    const { drift } = watch.facts([...sums.dataSync()], labels.length);
    const [w, b] = [parameters[kernel].arraySync() as number[][], parameters[bias].arraySync() as number[]];
    for (const id of ids) {
      const own = features(parameters, id, encodings[id]).arraySync();
      const [first, second] = ids.filter((other) => other !== id).map((other) => moved[other]);
      const change = centred(
        own,
        first.kernel.map((row, i) => row.map((x, k) => x + second.kernel[i][k])),
        first.bias.map((x, k) => x + second.bias[k]),
      );
      const expected = Math.hypot(...change.flat()) / Math.hypot(...centred(own, w, b).flat());
      expect(drift![id] / expected, id).toBeCloseTo(1, 4);
    }
  });
  network.dispose();
  tf.dispose(Object.values(parameters));
});
