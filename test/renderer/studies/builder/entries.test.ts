import { expect, it } from 'vitest';
import { followed, type Entry } from '../../../../src/renderer/studies/builder/entries';

const items = (...names: readonly string[]): readonly object[] => names.map((name) => ({ name }));
const entries: readonly Entry[] = ['1', '2', '3'].map((key) => ({ key, isFresh: false }));
const keys = (before: readonly object[], now: readonly object[]): readonly string[] =>
  followed(before, entries, now).map(({ key, isFresh }) => (isFresh ? 'new' : key));

it.each([
  ['edited', items('a', 'x', 'c'), ['1', '2', '3']],
  ['the first removed', items('b', 'c'), ['2', '3']],
  ['the last removed', items('a', 'b'), ['1', '2']],
  ['added at the end', items('a', 'b', 'c', 'd', 'e'), ['1', '2', '3', 'new', 'new']],
  ['put back in between', items('a', 'x', 'b', 'c'), ['1', 'new', '2', '3']],
  ['a copy beside its like', items('a', 'b', 'c', 'c'), ['1', '2', '3', 'new']],
  ['all gone', items(), []],
  ['the same again', items('a', 'b', 'c'), ['1', '2', '3']],
])('%s', (_, now, expected) => {
  expect(keys(items('a', 'b', 'c'), now)).toEqual(expected);
});
