import { expect, test } from 'vitest';
import { numberOr, stepped, typedNumber } from '../../../src/renderer/ui/typed-number';

test.each([
  ['1e1', 10],
  ['1e-3', 0.001],
  ['−3', -3],
  [' 0.50 ', 0.5],
  ['.5', 0.5],
  ['8/255', 8 / 255],
  ['0e-999', 0],
])('%s is a number', (text, value) => {
  expect(typedNumber(text)).toBe(value);
});

test.each(['', '-', '1e', '1e-', '0x10', '1,5', '1/0', '1/2/3', '/', 'Infinity', '1e999', '1e-999', '12px'])(
  '“%s” is none, and stays as it is typed',
  (text) => {
    expect(typedNumber(text)).toBeNull();
    expect(numberOr(text)).toBe(text);
  },
);

test('a step is as given, or one of the second digit that counts', () => {
  expect(stepped('0.1', 1, 0.2)).toBe(0.3);
  expect(stepped('20', -1, 1)).toBe(19);
  expect(stepped('3e-3', 1)).toBe(0.0031);
  expect(stepped('-0.5', -1)).toBe(-0.51);
  expect(stepped('0', 1)).toBe(0.1);
  expect(stepped('-', 1)).toBeNull();
});
