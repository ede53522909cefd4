import { describe, expect, test } from 'vitest';
import { csvField } from '../../src/analysis/csv/field';
import { runCsv } from '../support/run-csv';
import { visibleText } from '../../src/shared/text/visible-text';
import { decoupling, pgd, syntheticRun } from './synthetic-run';

describe('fields', () => {
  test.each([
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+1+2', `"'+1+2"`],
    ['-2+3', `"'-2+3"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\\t=1"`],
    ['\r=1', `"'\\r=1"`],
    ['  =1', `"'  =1"`],
    ['＝1', `"'＝1"`],
    ['a,b', '"a,b"'],
    ['a;b', '"a;b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\r\nlines', '"two\\r\\nlines"'],
    ['\u001b[31mred', '"\\x1b[31mred"'],
    ['plain', 'plain'],
    ['', ''],
    ['-1.5 2e-7', '"-1.5 2e-7"'],
  ])('%j', (value, expected) => {
    expect(csvField(value)).toBe(expected);
  });

  test('numbers stay numbers, also negative ones', () => {
    expect([csvField(-1.5), csvField(0), csvField(true), csvField(null)]).toEqual(['-1.5', '0', 'true', '']);
  });
});

test('one line per record, as many fields in each, hostile ids defused', () => {
  const run = syntheticRun({
    count: 12,
    subjects: ['@model'],
    attacks: [decoupling(), pgd([{ image: 0.1 }])],
    classes: ['=cmd()', 'no, "really"'],
    edit: (record) => ({ ...record, sample: `=${record.sample}`, group: 'a\nb' }),
  });
  const csv = runCsv(run);
  const lines = csv.split('\r\n');
  expect(lines.pop()).toBe('');
  expect(lines).toHaveLength(run.records.length + 1);
  const fields = lines.map((line) => line.replaceAll(/"(?:[^"]|"")*"/g, 'quoted').split(',').length);
  expect(new Set(fields).size).toBe(1);
  expect(csv).not.toMatch(/(^|,)"?[=@+]/m);
  expect(csv).toContain(`"'@model · seed 0"`);
});

describe('visible text', () => {
  test.each([
    ['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
    ['a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
    ['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
    ['tab\tnew\nline\r', 'tab\\tnew\\nline\\r'],
    ['\u009b31m', '\\x9b31m'],
    ['lone \ud800 half', 'lone \\u{d800} half'],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
    ['日本語 café 🙂', '日本語 café 🙂'],
  ])('%j', (text, expected) => {
    expect(visibleText(text)).toBe(expected);
  });
});
