import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { pullOf } from '../../../src/engine/attacks/gradient/followed';
import { initBackend } from '../../../src/engine/backends/registry';

beforeAll(() => initBackend('cpu'));

/** Of three samples. */
const weights = { image: [3, 1, 0.5], text: [1, 4, 0.5], sound: [0.5, 2, -1] };

it.each([
  ['one', ['image'], [1.5, -5, 1]],
  ['two', ['image', 'sound'], [2.5, -1, -1]],
  // Whichever counts most, less the others.
  ['all', ['image', 'text', 'sound'], [1.5, 1, 1]],
] as const)('an attack on %s pulls towards what it changes, away from the rest', (_, attacked, expected) => {
  const pull = tf.tidy(() =>
    pullOf(Object.fromEntries(Object.entries(weights).map(([id, own]) => [id, tf.tensor1d(own)])), attacked).dataSync(),
  );
  expect([...pull]).toEqual(expected);
});
