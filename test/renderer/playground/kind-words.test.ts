import { expect, it } from 'vitest';
import { brushWords, fillWords, removedWords } from '../../../src/renderer/playground/kind-words';
import type { ValueView } from '../../../src/shared/samples/sample-view';

const plane = { height: 1, width: 1, channels: 1, pixels: '' };
const series = { ...plane, kind: 'series' as const, rows: ['x'], rowsPerElement: 1 };
const values = {
  photo: { ...plane, kind: 'image' },
  skeleton: { ...series, of: 'skeleton' },
  watch: { ...series, of: 'sequence' },
  caption: { kind: 'text', words: ['a', 'hat'] },
} satisfies Record<string, ValueView>;

it('removed elements are called by what they are', () => {
  expect(removedWords(values, { watch: 16, caption: 1, photo: 2, skeleton: 0 })).toBe(
    '16 steps of the watch, 1 word of the caption and 2 pixels of the photo',
  );
});

it('what they become is said of the kinds that there are, once', () => {
  const moved = fillWords([values.skeleton, values.watch, values.watch]);
  expect(moved).toMatch(/joints .*steps /u);
  expect(moved).not.toMatch(/pixel|colour|word/u);
  expect(moved.match(/Removed steps/gu)).toHaveLength(1);
});

it('a brush has pixels only on pictures', () => {
  expect(brushWords([values.photo, values.caption], 2)).toBe('2 px');
  expect(brushWords([values.skeleton, values.watch], 2)).toBe('2 × 2');
  expect(brushWords([values.photo, values.watch], 2)).toBe('2 × 2');
});
