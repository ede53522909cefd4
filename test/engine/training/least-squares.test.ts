import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { randomFrom } from '../../../src/engine/random';
import { alphaAt, leastSquaresUpdate } from '../../../src/engine/training/least-squares';

beforeAll(() => initBackend('cpu'));

type Matrix = readonly (readonly number[])[];

/** P after updates with each of these features. */
function after(features: Matrix, alpha: number, rescaled = false): Matrix {
  return tf.tidy(() => {
    let projection = tf.eye(features[0].length);
    for (const each of features) projection = leastSquaresUpdate(projection, tf.tensor1d([...each]), alpha, rescaled);
    return projection.arraySync();
  });
}

const times = (matrix: Matrix, vector: readonly number[]): readonly number[] =>
  matrix.map((row) => row.reduce((sum, value, index) => sum + value * vector[index], 0));

function expectClose(found: readonly number[], expected: readonly number[], digits = 5): void {
  found.forEach((value, index) => {
    expect(value).toBeCloseTo(expected[index], digits);
  });
}

describe('recursive least squares (methods page of MLA, section 3)', () => {
  const h = [1, 2, -1];

  test('one update: the worked matrix, and α/(α + |h|²) of h', () => {
    const matrix = after([h], 0.1);
    expectClose(matrix.flat(), [
      ...[0.836066, -0.327869, 0.163934],
      ...[-0.327869, 0.344262, 0.327869],
      ...[0.163934, 0.327869, 0.836066],
    ]);
    expectClose(
      times(matrix, h),
      h.map((value) => value * 0.0163934),
    );
  });

  test('the same features again: α/(α + n |h|²)', () => {
    expectClose(
      times(after([h, h], 0.1), h),
      h.map((value) => value * 0.0082645),
    );
  });

  test('what is orthogonal to all features so far stays as it is', () => {
    const matrix = after([h, h], 0.1);
    for (const free of [
      [1, 0, 1],
      [2, -1, 0],
    ]) {
      expectClose(times(matrix, free), free);
    }
  });

  test('it is the inverse of I + Σ h hᵀ / α, symmetric, with eigenvalues in (0, 1]', () => {
    const random = randomFrom('features');
    const features = Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => random.normal()));
    const alpha = 0.5;
    const matrix = after(features, alpha);
    const inverse = Array.from({ length: 4 }, (_, i) =>
      Array.from(
        { length: 4 },
        (_, j) => Number(i === j) + features.reduce((sum, own) => sum + (own[i] * own[j]) / alpha, 0),
      ),
    );
    for (let i = 0; i < 4; i += 1) {
      const column = inverse.map((row) => row[i]);
      expectClose(
        times(matrix, column),
        [0, 1, 2, 3].map((row) => Number(row === i)),
        4,
      );
      matrix[i].forEach((value, j) => {
        expect(value).toBeCloseTo(matrix[j][i], 5);
      });
    }
    for (let tried = 0; tried < 20; tried += 1) {
      const v = Array.from({ length: 4 }, () => random.normal());
      const [quotient, length] = [times(matrix, v), v].map((own) => own.reduce((s, x, i) => s + x * v[i], 0));
      expect(quotient).toBeGreaterThan(0);
      expect(quotient).toBeLessThanOrEqual(length * (1 + 1e-6));
    }
  });

  test('the denominator is one number: divided entry by entry, h would be turned around (a trap of the released code)', () => {
    const kept = times(after([[1, 1]], 0.1), [1, 1]);
    expectClose(kept, [0.047619, 0.047619]);
    expect(kept[0]).toBeGreaterThan(0);
  });

  test('rescaled, its Frobenius norm is 1', () => {
    expect(Math.hypot(...after([h, [0, 1, 1]], 0.1, true).flat())).toBeCloseTo(1, 6);
  });
});

test('α falls to a tenth over every epoch, or stays', () => {
  const falling = { alpha: 0.1, alphaFalls: true };
  expect(alphaAt(falling, 0, 10)).toBe(0.1);
  expect(alphaAt(falling, 5, 10)).toBeCloseTo(0.1 ** 1.5, 12);
  expect(alphaAt({ alpha: 1, alphaFalls: false }, 5, 10)).toBe(1);
});
