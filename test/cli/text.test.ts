import { describe, expect, it } from 'vitest';
import { countOf, decimal, percent, utcTime } from '../../src/analysis/format';
import { closest, editDistance } from '../../src/shared/suggestion';
import { bytes, duration } from '../../src/analysis/quantities';
import { allowsStyle, createStyle } from '../../src/cli/style';
import { suggestion } from '../../src/cli/suggestion';
import { facts, table } from '../../src/cli/table';
import { clip, displayWidth, wrap } from '../../src/cli/width';

const plain = { width: 80, heading: (text: string) => text };

describe('editDistance', () => {
  it.each<readonly [string, string, number]>([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['demo', 'dmeo', 1],
    // The restricted form edits no part twice; the unrestricted distance would be 2.
    ['ca', 'abc', 3],
  ])('turns %j into %j in %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('closest and suggestion', () => {
  const known = ['caption-match', 'emoji-groups', 'concat', 'product'];

  it('finds a misspelt, a shortened and a wrongly cased name', () => {
    expect(closest('captoin-match', known)).toEqual(['caption-match']);
    expect(closest('emo', known)).toEqual(['emoji-groups']);
    expect(closest('CONCAT', known)).toEqual(['concat']);
    expect(closest('resnet', known)).toEqual([]);
  });

  it('asks, lists, or says that there is nothing', () => {
    expect(suggestion('prodcut', known, 'fusions')).toBe('Did you mean "product"?');
    expect(suggestion('xyz', ['a', 'b'], 'things')).toBe('Known things: a, b.');
    expect(suggestion('xyz', [], 'things')).toBe('There are no things yet.');
  });
});

describe('widths', () => {
  it('counts columns, not code units', () => {
    expect(displayWidth('abc')).toBe(3);
    expect(displayWidth('é')).toBe(1);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('😀')).toBe(2);
    expect(displayWidth('漢字')).toBe(4);
    expect(displayWidth('█░')).toBe(2);
  });

  it('cuts to the width and says so', () => {
    expect(clip('abcdef', 6)).toBe('abcdef');
    expect(clip('abcdefg', 6)).toBe('abcde…');
    expect(displayWidth(clip('漢字漢字', 4))).toBeLessThanOrEqual(4);
  });

  it('wraps at blanks', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('a\nb', 7)).toEqual(['a', 'b']);
    expect(wrap('incomprehensible', 4)).toEqual(['incomprehensible']);
  });
});

describe('tables', () => {
  const rows = [
    { name: 'concat', n: 5 },
    { name: '漢字', n: 1234 },
  ];

  it('aligns columns by what they take on the screen', () => {
    expect(
      table(
        [
          { title: 'name', text: (row) => row.name },
          { title: 'n', text: (row) => String(row.n), align: 'right' },
        ],
        rows,
        plain,
      ),
    ).toEqual(['name       n', 'concat     5', '漢字    1234']);
  });

  it('narrows the widest left-aligned column to fit', () => {
    const lines = table(
      [
        { title: 'text', text: (row: { text: string }) => row.text },
        { title: 'n', text: () => '1', align: 'right' },
      ],
      [{ text: 'x'.repeat(60) }],
      { ...plain, width: 40 },
    );
    lines.forEach((line) => {
      expect(displayWidth(line)).toBeLessThanOrEqual(40);
    });
    expect(lines[1]).toContain('…');
  });

  it('sets facts below each other', () => {
    expect(
      facts([
        ['a', '1'],
        ['bcd', '2'],
      ]),
    ).toEqual(['a    1', 'bcd  2']);
  });
});

describe('quantities', () => {
  it.each<readonly [string, string]>([
    [percent(0.9421), '94.2\u00a0%'],
    [percent(null), '–'],
    [duration(0.44), '0.4 s'],
    [duration(9.96), '10 s'],
    [duration(185), '3 min 05 s'],
    [duration(3599.7), '1 h 00 min'],
    [duration(7800), '2 h 10 min'],
    [decimal(1234567), '1,234,567'],
    [countOf(1, 'query', 'queries'), '1 query'],
    [countOf(2, 'query', 'queries'), '2 queries'],
    [bytes(999), '999 B'],
    [bytes(1_400_000_000), '1.4 GB'],
    [utcTime('2026-03-01T14:05:09.123Z'), '2026-03-01 14:05:09'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected);
  });
});

describe('style', () => {
  it('writes nothing but the text when it is off', () => {
    const style = createStyle(false);
    expect([style.bold('a'), style.strike('b'), style.colours('c', [1, 2, 3], [4, 5, 6])]).toEqual(['a', 'b', 'c']);
  });

  it('closes what it opens', () => {
    expect(createStyle(true).red('a')).toBe('\u001b[31ma\u001b[39m');
  });

  it.each<readonly [boolean, Record<string, string>, boolean]>([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('terminal %s with %j: %s', (isTerminal, environment, allowed) => {
    expect(allowsStyle(isTerminal, environment)).toBe(allowed);
  });
});
