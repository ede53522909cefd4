import { expect, it } from 'vitest';
import { agreementOf, toleranceOf } from '../../../src/engine/export/agreement';

const logits = [
  [1, -4],
  [0.5, 2],
];

it('the largest difference is told, and what is allowed goes by the largest logit', () => {
  expect(toleranceOf(logits)).toBeCloseTo(0.004, 10);
  expect(toleranceOf([[0.1, -0.2]])).toBeCloseTo(0.001, 10);
  const { samples, largest } = agreementOf([1.001, -4, 0.5, 2.003], logits, 'a reader');
  expect(samples).toBe(2);
  expect(largest).toBeCloseTo(0.003, 10);
});

it.each([
  ['other answers', [1, -4, 0.5, 2.01]],
  ['an answer of the other class', [-4, 1, 0.5, 2]],
  ['no number', [1, -4, NaN, 2]],
  ['infinity', [1, -Infinity, 0.5, 2]],
  ['fewer numbers', [1, -4]],
  ['more numbers', [1, -4, 0.5, 2, 0]],
])('%s are refused', (_, answers) => {
  expect(() => agreementOf(answers, logits, 'a reader')).toThrow(
    expect.objectContaining({ code: 'internal', where: 'exported model' }),
  );
});
