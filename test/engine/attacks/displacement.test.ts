import { expect, it } from 'vitest';
import { displacementOf } from '../../../src/engine/attacks/displacement';

const of = (...values: number[]): Float32Array => Float32Array.from(values);

it.each([
  ['does not move by its length', of(1, 2), of(2, 4), 0, false],
  ['turned by a right angle', of(0, 3), of(2, 0), 1, true],
  ['turned round', of(1, 2), of(-1, -2), 2, true],
  ['turned by 60 degrees', of(1, 0), of(0.5, Math.sqrt(0.75)), 0.5, true],
  ['that is zero and stays so', of(0, 0), of(0, 0), 0, false],
  ['that is zero and becomes something', of(0, 0), of(0, 1), 1, true],
])('an embedding %s', (_, clean, attacked, distance, argmaxMoved) => {
  const moved = displacementOf(clean, attacked);
  expect(moved.cosineDistance).toBeCloseTo(distance, 6);
  expect(moved.argmaxMoved).toBe(argmaxMoved);
});
