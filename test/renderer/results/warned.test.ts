import { expect, test } from 'vitest';
import { texts } from '../../../src/renderer/texts/catalogue';

const { title, toDecide } = texts.results.warned;

test('warnings are counted with those about void models told apart', () => {
  expect(title(1, 0)).toBe('One warning bears on these numbers');
  expect(title(3, 0)).toBe('3 warnings bear on these numbers');
  expect(title(3, 1)).toBe('3 warnings bear on these numbers, 1 of them about void models');
  expect(title(1, 1)).toBe('One warning bears on these numbers: it is about void models');
  expect(title(2, 2)).toBe('2 warnings bear on these numbers: all are about void models');
});

test('what is to be decided is the warnings and the notes', () => {
  expect(toDecide(1, 0)).toBe('Who approves a report decides about it.');
  expect(toDecide(3, 1)).toBe('Who approves a report decides about each of them, and about one note.');
  expect(toDecide(2, 4)).toBe('Who approves a report decides about each of them, and about 4 notes.');
});
