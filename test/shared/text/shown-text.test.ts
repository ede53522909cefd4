import { describe, expect, test } from 'vitest';
import { asFractions } from '../../../src/analysis/fractions';
import { bareText, shownName, shownText } from '../../../src/shared/text/shown-text';

const apart = (name: string): string => `\u2068${name}\u2069`;

describe('a name', () => {
  test.each(['concat', 'Zürich 7', 'モデル', '🧥 (v2)', '95 % pruned'])('%s stays as it is', (name) => {
    expect(shownName(name)).toBe(name);
  });

  test.each(['שלום', 'نموذج 2', 'v2 עולם', 'fuse 5 points', '95\u00a0% pruned'])('%s is kept apart, once', (name) => {
    expect(shownName(name)).toBe(apart(name));
    expect(shownName(shownName(name))).toBe(apart(name));
    expect(bareText(shownName(name))).toBe(name);
  });

  test('what would hide or reorder something in it is written out, an end that is not ours too', () => {
    expect(shownName('a\u202Eb')).toBe('a\\u{202e}b');
    expect(shownName('שלום\u2069 5 %')).toBe(apart('שלום\\u{2069} 5 %'));
    expect(shownName('con\u2068cat\u2069')).toBe('con\\u{2068}cat\\u{2069}');
  });
});

test('an interval stays on one line', () => {
  expect(shownText('is +3.2 points [−1.0, +5.4] or 94 % [<0.1, 95.9] of [a, b]')).toBe(
    'is +3.2 points [−1.0,\u00a0+5.4] or 94 % [<0.1,\u00a095.9] of [a, b]',
  );
});

test('a sentence keeps its names apart, and nothing else that cannot be seen', () => {
  const sentence = `${shownName('שלום')} − ${shownName('עולם')}: 13.8\u00a0% [7.2,\u00a024.9]`;
  expect(shownText(sentence)).toBe(sentence);
  expect(shownText(`${sentence}\u202E`)).toBe(`${sentence}\\u{202e}`);
  expect(shownText('con\u2068cat\u2069')).toBe('con\\u{2068}cat\\u{2069}');
  expect(shownText('שלום 5')).toBe(apart('שלום 5'));
  expect(bareText(sentence)).toBe('שלום − עולם: 13.8\u00a0% [7.2,\u00a024.9]');
});

test('figures become fractions, names stay as people named them', () => {
  const name = shownName('fuse 5 points');
  expect(asFractions(`${name} gains 3.2 points [+1.0, +5.4], 94.2\u00a0% in all.`)).toBe(
    `${name} gains 0.032 [+0.010, +0.054], 0.942 in all.`,
  );
});
