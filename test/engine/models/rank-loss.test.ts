import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { rankLoss } from '../../../src/engine/models/fusions/rank-loss';
import type { RankForm } from '../../../src/shared/recipe/fusions';
import { slopes, worst } from './finite-differences';

beforeAll(() => initBackend('cpu'));

const valueOf = (confidences: number[][], standings: number[][], form: RankForm): number =>
  tf.tidy(() => rankLoss(tf.tensor2d(confidences), tf.tensor2d(standings), form).dataSync()[0]);

// Of the pairs (1, 2), (2, 3) and (3, 1), c_i − c_j is 0.3, −0.1 and −0.2, t is 1, −1 and −1, and d is 0.5, 0.25, 0.25.
const confidences = [[0.5], [0.2], [0.3]];
const standings = [[1], [0.5], [0.75]];

test('the released form lets an order be wrong by as much as the losses differ', () => {
  expect(valueOf(confidences, standings, 'slack')).toBe(0);
  // t (c_i − c_j) is 0.9, 0.7 and 0.2 now.
  expect(valueOf([[1.1], [0.2], [0.9]], standings, 'slack')).toBeCloseTo((0.9 - 0.5 + (0.7 - 0.25)) / 3, 6);
});

test('the other form asks for as much', () => {
  // t (c_i − c_j) is 0.3, 0.1 and 0.2; then −0.6, −0.4 and −0.2.
  expect(valueOf(confidences, standings, 'gap')).toBeCloseTo((0.3 + 0.5 + (0.1 + 0.25) + (0.2 + 0.25)) / 3, 6);
  expect(valueOf([[0.1], [0.7], [0.3]], standings, 'gap')).toBeCloseTo((0 + 0 + 0.05) / 3, 6);
});

test.each(['slack', 'gap'] as const)(
  '%s: where all have lost alike, and of one sample alone, nothing is ranked',
  (form) => {
    expect(valueOf(confidences, [[0], [0], [0]], form)).toBe(0);
    expect(valueOf([[0.5]], [[1]], form)).toBe(0);
  },
);

test('adds up the modalities', () => {
  const beside = (values: number[][], others: number[][]): number[][] =>
    values.map(([value], row) => [value, others[row][0]]);
  const other = [[0.9], [0.1], [0.4]];
  expect(valueOf(beside(confidences, other), beside(standings, standings), 'gap')).toBeCloseTo(
    valueOf(confidences, standings, 'gap') + valueOf(other, standings, 'gap'),
    6,
  );
});

test.each(['slack', 'gap'] as const)('%s: its gradient is that of its values', (form) => {
  const x = tf.tensor2d([
    [1.1, 0.3],
    [0.2, 0.6],
    [0.9, 0.8],
    [0.1, 0.4],
  ]);
  const order = tf.tensor2d([
    [1, 0.1],
    [0.5, 0.9],
    [0.75, 0.4],
    [0.2, 0.3],
  ]);
  const found = slopes((values) => rankLoss(values as tf.Tensor2D, order, form), x, 4, `rank ${form}`);
  expect(worst(found)).toBeLessThan(1);
  expect(Math.max(...found.map(({ measured }) => Math.abs(measured)))).toBeGreaterThan(0.01);
});
