import { expect, it } from 'vitest';
import { logitsOf } from '../../../../src/engine/models/imported/asked';
import { ModelMap } from '../../../../src/shared/imported/model-map';

const map = ModelMap.parse({
  format: 'muroan.model-map',
  formatVersion: 1,
  title: 'One',
  inputs: { image: { kind: 'numbers', input: 'x', layout: 'NHWC' } },
  output: { name: 'y', classes: ['no', 'yes'], gives: 'probabilities' },
});
const logitsFor = (...data: number[]): readonly (readonly number[])[] =>
  logitsOf(map, { classes: ['no', 'yes'] }, { type: 'float32', shape: [1, 2], data: Float32Array.from(data) }, 1).map(
    (row) => [...row],
  );

it.each([
  ['beyond 1', [0.9, 0.3]],
  ['beyond 1 by a little', [0.7, 0.302]],
  ['below 1', [0.5, 0.3]],
  ['of logits', [5, -4]],
])('probabilities are refused whose sum is %s', (_what, data) => {
  expect(() => logitsFor(...data)).toThrow('gives a sample numbers that are no probabilities');
});

it('probabilities are taken whose sum is 1 but for rounding', () => {
  const [row] = logitsFor(0.7, 0.3004);
  expect(row[0]).toBeCloseTo(Math.log(0.7), 5);
  expect(row[1]).toBeCloseTo(Math.log(0.3004), 5);
});
