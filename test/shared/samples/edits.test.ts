import { expect, it } from 'vitest';
import { changedLetters, letterEdits } from '../../../src/shared/samples/edits';

it.each([
  ['fox', 'fox', 0],
  ['fox', 'fxo', 1],
  ['fox', 'fx', 1],
  ['fox', 'foox', 1],
  ['fox', 'fax', 1],
  ['ca', 'abc', 3],
  ['', 'ab', 2],
  ['größe', 'grösse', 2],
])('%s to %s takes %i edits', (was, now, edits) => {
  expect(letterEdits(was, now)).toBe(edits);
  expect(letterEdits(now, was)).toBe(edits);
});

const marked = (was: string, now: string): string =>
  changedLetters(was, now)
    .map(({ letter, changed }) => (changed ? letter.toUpperCase() : letter))
    .join('');

it('marks the letters that changed', () => {
  expect(marked('fox', 'fox')).toBe('fox');
  expect(marked('jumps', 'jumsp')).toBe('jumSP');
  expect(marked('fox', 'fax')).toBe('fAx');
  expect(marked('fox', 'foax')).toBe('foAx');
  expect(marked('jumps', 'jups')).toBe('jUPs');
});
