import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerOf, leadOf, lossOf, oddsAgainst } from '../../../src/engine/models/answers';
import { lossesOf, targetObjective, targetsOf } from '../../../src/engine/models/targets';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Target } from '../../../src/shared/data/target';
import { slopes, worst } from './finite-differences';

beforeAll(() => initBackend('cpu'));

const labels: Target = { kind: 'labels' };
const value: Target = { kind: 'value', unit: 'm', range: [0, 10], tolerance: 0.5 };

const cases = [
  {
    target: labels,
    logits: [
      [2, -1, 0.5],
      [-3, 0.2, -0.1],
    ],
    asked: [
      { label: 5, target: [1, 0, 1] },
      { label: 1, target: [1, 0, 0] },
    ],
    classes: 3,
  },
  {
    target: value,
    logits: [[4.2], [7.9]],
    asked: [
      { label: 0, target: [4] },
      { label: 0, target: [5] },
    ],
    classes: 1,
  },
] as const;

describe.each(cases)('$target.kind', ({ target, logits, asked, classes }) => {
  const points = (): tf.Tensor2D => tf.tensor2d(logits.map((row) => [...row]));

  it.each([
    ['loss', lossesOf],
    ['objective', targetObjective],
  ] as const)('the gradient of the %s is that of finite differences', (name, of) => {
    const f = (x: tf.Tensor): tf.Scalar => tf.sum(of(target, x as tf.Tensor2D, targetsOf(asked, classes)));
    expect(worst(slopes(f, points(), 4, `${target.kind} ${name}`))).toBeLessThan(1);
  });

  it('is the same on the host', () => {
    const on = (of: typeof lossesOf | typeof targetObjective): number[] =>
      Array.from(of(target, points(), targetsOf(asked, classes)).dataSync());
    logits.forEach((row, at) => {
      const own = Float32Array.from(row);
      expect(lossOf(target, own, asked[at])).toBeCloseTo(on(lossesOf)[at], 5);
      expect(oddsAgainst(target, own, asked[at])).toBeCloseTo(on(targetObjective)[at], 5);
    });
  });

  it('leads where it is right', () => {
    logits.forEach((row, at) => {
      const isRight = answerOf(target, row, asked[at]) === asked[at].label;
      expect(leadOf(target, row, asked[at]) >= 0).toBe(isRight);
      expect(isRight).toBe(at === 0);
    });
  });
});

it('what is climbed keeps its slope where an answer is certain beyond what float32 tells of the loss', () => {
  const sure = tf.tensor2d([[5000, -5000]]);
  const slope = tf.grad((x) => tf.sum(targetObjective(labels, x as tf.Tensor2D, tf.tensor2d([[1, 0]]))))(sure);
  expect(Math.max(...slope.dataSync().map(Math.abs))).toBeGreaterThan(0.4);
});

it('by hand: a set’s cross-entropies are summed, a value’s error is Huber’s in tolerances', () => {
  expect(lossOf(labels, Float32Array.of(0, 0), { label: 1, target: [1, 0] })).toBeCloseTo(2 * Math.log(2), 6);
  expect(leadOf(labels, [2, -0.5], { label: 1, target: [1, 0] })).toBe(0.5);
  expect(lossOf(value, Float32Array.of(4.25), { label: 0, target: [4] })).toBeCloseTo(0.125, 6);
  expect(lossOf(value, Float32Array.of(2), { label: 0, target: [4] })).toBeCloseTo(3.5, 6);
  expect(leadOf(value, [4.25], { label: 0, target: [4] })).toBe(0.25);
});
