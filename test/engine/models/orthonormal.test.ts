import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { orthonormalRows } from '../../../src/engine/models/orthonormal';
import { randomFrom } from '../../../src/engine/random';
import { slopes, worst } from './finite-differences';

/** Random rows, each longer than the one before by the stretch. */
function matrix(rows: number, columns: number, stretch: number): tf.Tensor2D {
  const random = randomFrom('orthonormal', rows, columns, stretch);
  const values = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, () => stretch ** (row / (rows - 1)) * random.normal()),
  );
  return tf.tensor2d(values);
}

/** Largest distance of W Wᵀ from the identity, of a row's sum from zero. */
function defects(rows: tf.Tensor2D): { readonly gram: number; readonly sum: number } {
  return {
    gram: tf.max(tf.abs(tf.sub(tf.matMul(rows, rows, false, true), tf.eye(rows.shape[0])))).dataSync()[0],
    sum: tf.max(tf.abs(tf.sum(rows, 1))).dataSync()[0],
  };
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => initBackend(backend));

  it.each([
    [5, 12, 1],
    [10, 128, 1],
    [10, 128, 20],
    [31, 512, 10],
    [3, 4, 1],
  ])('%i rows of %i, %i times as long in the end, become orthonormal and centred', (rows, columns, stretch) => {
    const { gram, sum } = tf.tidy(() => defects(orthonormalRows(matrix(rows, columns, stretch))));
    expect(gram).toBeLessThan(5e-6);
    expect(sum).toBeLessThan(1e-4);
  });

  it('unit rows alone would not be: the released code whitens each by itself', () => {
    const gram = tf.tidy(() => {
      const free = matrix(5, 12, 1);
      const centred: tf.Tensor2D = tf.sub(free, tf.mean(free, 1, true));
      return defects(tf.div(centred, tf.norm(centred, 2, 1, true))).gram;
    });
    expect(gram).toBeGreaterThan(0.1);
  });

  it('finds the nearest such rows: they stay what they are, and whitening has no further turn in it', () => {
    tf.tidy(() => {
      const free = matrix(5, 12, 3);
      const rows = orthonormalRows(free);
      expect(tf.max(tf.abs(tf.sub(orthonormalRows(rows), rows))).dataSync()[0]).toBeLessThan(1e-5);
      // Z_c = S^(1/2) W with S^(1/2) symmetric and positive, which sets the polar factor apart from Gram and Schmidt's.
      const root: tf.Tensor2D = tf.matMul(free, rows, false, true);
      expect(tf.max(tf.abs(tf.sub(root, tf.transpose(root)))).dataSync()[0]).toBeLessThan(1e-4);
      expect(Math.min(...root.arraySync().map((own, row) => own[row]))).toBeGreaterThan(0);
    });
  });
});

it('has the gradient that differences measure', () => {
  const free = matrix(3, 6, 2);
  const target = matrix(3, 6, 1);
  const found = slopes((x) => tf.sum(tf.mul(orthonormalRows(x as tf.Tensor2D), target)), free, 4, 'orthonormal');
  expect(worst(found)).toBeLessThan(1);
  expect(Math.max(...found.map(({ measured }) => Math.abs(measured)))).toBeGreaterThan(0.01);
});
