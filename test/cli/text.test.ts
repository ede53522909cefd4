import { describe, expect, it } from 'vitest';
import { nextCommand } from '../../src/cli/leaf';
import { allowsStyle, createStyle } from '../../src/cli/style';
import { facts, table } from '../../src/cli/table';
import { clip, displayWidth, wrap } from '../../src/cli/width';

const plain = { width: 80, heading: (text: string) => text };

describe('a command line to go on with', () => {
  it('can be copied: a shell reads every argument back, and the lab folder is said', () => {
    expect(nextCommand(['data', 'import', "two o'clock", '--map', 'map.json'], " --lab 'a b'")).toBe(
      `muroan data import 'two o'\\''clock' --map map.json --lab 'a b'`,
    );
  });

  it('shows escape sequences instead of obeying them', () => {
    expect(nextCommand(['data', 'import', 'x\u001b[2J'], '')).toBe("muroan data import 'x\\x1b[2J'");
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
