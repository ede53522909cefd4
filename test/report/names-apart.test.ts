import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { groupFlags } from '../../src/analysis/flags/group';
import { withShownNames } from '../../src/analysis/shown-names';
import { buildReport } from '../../src/report/build';
import { reportHashes } from '../../src/report/hashes';
import { bareText, outsideIsolates } from '../../src/shared/text/shown-text';
import { decoupling, pgd, syntheticRun } from '../analysis/synthetic-run';
import { reportOf, unsigned } from './synthetic-report';

const attacks = [decoupling(), decoupling(['image']), pgd([{ image: 0.1 }])];

/** Every text of the report that is made for eyes: what its hashes say is for programs. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => (name === 'hashes' ? [] : textsOf(entry)));
}

/** Parts of a text that are no name kept apart. */
function loose(text: string): string {
  const parts: string[] = [];
  outsideIsolates(text, (part) => {
    parts.push(part);
    return part;
  });
  return parts.join(' ');
}

describe('names that are read from right to left', () => {
  const run = syntheticRun({
    count: 60,
    attacks,
    subjects: ['שלום', 'עולם'],
    classes: ['חולצה', 'مكتوب'],
    title: 'אופנה',
    plan: {
      name: 'מחקר',
      question: 'למה?',
      requirements: [
        { measure: 'accuracy', subject: 'שלום', comparison: 'at-least', threshold: 0.5, confidence: 0.95 },
      ],
    },
  });
  const input = { ...unsigned(reportOf(run)), analyst: 'דנה' };
  const texts = textsOf(buildReport(input));

  test('are kept apart wherever they stand, so that no figure beside them changes its place', () => {
    const naming = texts.filter((text) => /[א-ת]/u.test(text));
    expect(naming.filter((text) => text.includes('שלום')).length).toBeGreaterThan(20);
    expect(naming.some((text) => text.includes('\u2068שלום\u2069 minus \u2068עולם\u2069'))).toBe(true);
    expect(naming.filter((text) => /[א-ת]|[\u0600-\u06ff]/u.test(loose(text)))).toEqual([]);
  });

  test('change no figure, nor what was decided beside one, nor what the report was made from', () => {
    const given = analyse(run);
    const shown = analyse(withShownNames(run));
    expect(JSON.parse(bareText(JSON.stringify(shown)))).toEqual(JSON.parse(JSON.stringify(given)));
    const keys = (flags: typeof given.flags): readonly string[] => groupFlags(flags, 3).map(({ key }) => key);
    expect(keys(shown.flags)).toEqual(keys(given.flags));
    expect(keys(given.flags).length).toBeGreaterThan(0);
    expect(buildReport(input).hashes).toEqual(reportHashes(input));
    expect(JSON.stringify(buildReport(input).hashes)).not.toMatch(/[\u2066-\u2069]/u);
  });
});

test('in fractions, names that look like figures stay as people named them', () => {
  const subject = 'fuse 5 points';
  const run = syntheticRun({ count: 60, attacks, subjects: [subject, 'product'], plan: { name: 'Gains (points)' } });
  const document = buildReport({ ...unsigned(reportOf(run)), analyst: 'Office 7 points', units: 'fraction' });
  const texts = textsOf(document).map(bareText);
  expect(texts.filter((text) => text.includes(subject)).length).toBeGreaterThan(20);
  expect(texts.filter((text) => /fuse 0|Office 0/u.test(text))).toEqual([]);
  expect(texts).toContain('Office 7 points');
  expect(texts.some((text) => text.includes('Gains (points)'))).toBe(true);
});

test('a run whose names need nothing is left as it is', () => {
  const run = syntheticRun({ count: 20 });
  expect(withShownNames(run)).toBe(run);
});
