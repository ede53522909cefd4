import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import type { KeptRadii } from '../../src/analysis/measures/kept-radii';
import { summaryText } from '../../src/analysis/summary';
import { decoupling, pgd, syntheticRun, type SyntheticOptions } from './synthetic-run';

const summary = (options: SyntheticOptions): readonly string[] => summaryText(analyse(syntheticRun(options)));
const numbers = (line: string | undefined): readonly string[] => line?.trim().split(/\s+/) ?? [];

describe('the summary', () => {
  test('every figure has its n: samples, those attacked, and the successes', () => {
    const analysis = analyse(syntheticRun({ count: 100, subjects: ['concat'], attacks: [decoupling()] }));
    const lines = summaryText(analysis);
    const [model] = analysis.subjects[0].models;
    const [removal] = model.removals;
    const last = (name: string): string | undefined =>
      numbers(lines.find((line) => line.trimStart().startsWith(`${name} `))).at(-1);
    expect(numbers(lines.find((line) => /^\s+concat\s+n$/.test(line)))).toEqual(['concat', 'n']);
    expect(last('clean accuracy')).toBe('100');
    expect(last('robust accuracy')).toBe('100');
    expect(removal.attacked).toBeLessThan(100);
    const attackedOnly = ['attack success', 'label still decidable', 'random search', 'image removed, fail = all'];
    for (const name of [...attackedOnly, 'queries asked', 'image encoded', 'text encoded']) {
      expect(last(name), name).toBe(String(removal.attacked));
    }
    expect(removal.successRate.hits).toBeLessThan(removal.attacked);
    for (const name of ['needs several inputs', 'image removed, mean']) {
      expect(last(name), name).toBe(String(removal.successRate.hits));
    }
  });

  test('what attacks cost, and what they were spared', () => {
    const lines = summary({ count: 60, subjects: ['concat'], attacks: [decoupling(), pgd([{ image: 0.1 }])] });
    const line = (name: string): string | undefined => lines.find((one) => one.trimStart().startsWith(name));
    expect(line('image encoded (as whole)')).toMatch(/ 80 \(16\.5\) +\d+$/);
    expect(line('runs, gradients (saved)')).toMatch(/ [\d.]+, [\d.]+ \([\d.]+\) +\d+$/);
  });

  test('six models with names of 80 characters: nothing is cut, no line too wide', () => {
    const subjects = Array.from({ length: 6 }, (_, index) => `${'encoder '.repeat(9)}${String(index)} fusio`);
    const lines = summary({ count: 40, subjects, attacks: [decoupling(), pgd([{ image: 0.1 }])] });
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
    for (const index of subjects.keys()) {
      expect(lines.filter((line) => line.includes(`${String(index)} fusio`)).length).toBeGreaterThan(0);
    }
  });

  test('what knowing nothing scores is said of the samples it is of', () => {
    const text = summary({ count: 9, attacks: [] }).join(' ');
    expect(text).toContain('majority class “fits”, 55.6\u00a0% of them');
    const { run, ...rest } = syntheticRun({ count: 9, attacks: [] });
    const partial = analyse({ ...rest, run, records: rest.records.slice(0, 3) });
    expect(summaryText(partial).join(' ')).toContain('66.7\u00a0% of the 3 seen so far');
    expect(analyse({ ...rest, run, records: [] }).data).toMatchObject({ majority: null, chance: 0.5 });
  });

  test('what must not be used comes first, right after the headline', () => {
    const lines = summary({ count: 60, subjects: ['concat', 'late'], accuracy: (name) => (name === 'late' ? 0.4 : 1) });
    const place = (start: RegExp): number => lines.findIndex((line) => start.test(line));
    expect(place(/^Removing parts/)).toBeLessThan(place(/^Warnings$/));
    expect(lines[place(/^Warnings$/) + 1]).toMatch(/^ {2}- VOID: Accuracy, 40/);
    expect(place(/^Warnings$/)).toBeLessThan(place(/^ *concat/));
    expect(place(/^ *concat/)).toBeLessThan(place(/^Comparisons$/));
  });

  test('a warning that holds in many places is told once', () => {
    const text = summary({
      count: 60,
      attacks: [decoupling(), decoupling(['image'])],
      edit: (record) =>
        record.kind === 'removal'
          ? { ...record, found: record.found && { ...record.found, decidable: false } }
          : record,
    });
    expect(text.filter((line) => line.includes('removed the evidence that decides the label'))).toHaveLength(1);
    expect(text.some((line) => /^ {6}Decoupling · image: concat .*, product .*/.test(line))).toBe(true);
  });

  test('no line is wider than 100 columns or carries what a terminal obeys', () => {
    const lines = summary({
      count: 60,
      title: 'Caption \u001b[2J match \u202e evil',
      attacks: [decoupling(), pgd([{ image: 0.03, text: 0.1 }])],
      plan: { question: 'A long question '.repeat(20).trim() },
    });
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    // eslint-disable-next-line no-control-regex
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/u);
    expect(lines.join('\n')).toContain('\\x1b[2J');
    expect(lines.join('\n')).toMatch(/attack success +\d/);
  });
});

describe('a radius in a title', () => {
  test('counts no steps of 1/255 in l2 and in embeddings', () => {
    const title = (attack: Parameters<typeof pgd>[0], norm: 'linf' | 'l2'): string =>
      analyse(syntheticRun({ count: 4, attacks: [{ name: 'pgd', norm, budgets: attack }] })).attacks[0].title;
    expect(title([{ image: 4 / 255, text: 4 / 255 }], 'linf')).toMatch(/image 4\/255 \+ text 0\.0157$/);
    expect(title([{ image: 4 / 255 }], 'l2')).toMatch(/image 0\.0157$/);
  });

  test('radii that are proven stand apart from estimates, and models that have none are named', () => {
    const analysis = analyse(syntheticRun({ count: 20, subjects: ['concat', 'crmt', 'attends'], attacks: [] }));
    const curve = (median: number | null, ...modalities: readonly string[]) => ({
      modalities,
      median,
      largest: 9,
      curve: [],
    });
    const radii = (proven: KeptRadii['proven']): KeptRadii[] => [
      {
        setting: { key: '0', title: 'CRMT radii' },
        proven,
        estimated: [curve(0.5, 'image', 'text'), curve(0.75, 'image'), curve(Infinity, 'text')],
      } as unknown as KeptRadii,
    ];
    const proven = [curve(0.125, 'image', 'text'), curve(null, 'image'), curve(0.25, 'text')];
    const kept = [[], radii(proven), radii('encoders')];
    const subjects = analysis.subjects.map((subject, index) => ({
      ...subject,
      models: subject.models.map((model) => ({ ...model, keptRadii: kept[index] })),
    }));
    const uncertified = [{ certificate: 'CRMT radii', reason: 'needs sums', subjects: ['concat'] }];
    const lines = summaryText({ ...analysis, subjects, uncertified });
    const start = lines.findIndex((line) => line.startsWith('CRMT radii'));
    expect(lines.slice(start, start + 8).map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['CRMT radii, proven (l2): median, and largest of any sample'],
      ['image + text', '–', '0.125 (9)'],
      ['image', '–', '– (9)'],
      ['text', '–', '0.25 (9)'],
      ['CRMT radii, estimated (l2), no proof: median, and largest'],
      ['image + text', '–', '0.5 (9)'],
      ['image', '–', '0.75 (9)'],
      ['text', '–', 'any (9)'],
    ]);
    // Below, for want of room: the one of which nothing is proven.
    const rest = lines.slice(start + 8).map((line) => line.trim().split(/\s{2,}/));
    expect(rest).toContainEqual(['image', 'not proven']);
    expect(rest).toContainEqual(['image', '0.75 (9)']);
    expect(lines).toContain('  - CRMT radii: none of “concat”, as it needs sums.');
  });
});
