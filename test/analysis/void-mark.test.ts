import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { isOfVoidModels } from '../../src/analysis/flags/model-flags';
import { summaryText } from '../../src/analysis/summary';
import { markedTitle, voidNote, voidReasons } from '../../src/analysis/void-mark';
import { contextOf, type Context } from '../../src/report/sections/context';
import { degradationsSection } from '../../src/report/sections/degradations';
import { keyNumbersSection } from '../../src/report/sections/key-numbers';
import { removalSection } from '../../src/report/sections/removal';
import type { Chart } from '../../src/report/document';
import { decoupling, pgd, syntheticRun } from './synthetic-run';

const attacks = [decoupling(), pgd([{ image: 0.1 }])];
const degradations = [{ name: 'noise' as const, modalities: ['image'], levels: [0.5, 1] }];
const runOf = (late: number): Context => {
  const run = syntheticRun({
    count: 60,
    subjects: ['concat', 'late'],
    attacks,
    plan: { degradations },
    accuracy: (name) => (name === 'late' ? late : 1),
  });
  return contextOf({ ...run, analysis: analyse(run) } as never);
};
const void_ = runOf(0.4);
const sound = runOf(0.9);

const sections = (context: Context) =>
  [keyNumbersSection(context), removalSection(context), degradationsSection(context)].flatMap(
    (section) => section?.blocks ?? [],
  );
const charts = (context: Context): readonly Chart[] =>
  sections(context).flatMap((block) => (block.kind === 'chart' ? [block] : []));

describe('a model of which nothing may be said', () => {
  test('is marked after its name, others are not', () => {
    expect(void_.models.map(({ title }) => title)).toEqual(['concat', 'late (void)']);
    expect(sound.models.map(({ title }) => title)).toEqual(['concat', 'late']);
    expect(void_.input.analysis.verdict.models.map(({ title }) => title)).toEqual(['concat', 'late']);
  });

  test('is marked in every table and chart that names it, which say what the mark means', () => {
    const named = charts(void_).filter((chart) => /\blate\b/u.test(JSON.stringify(chart.data)));
    expect(named.length).toBeGreaterThan(1);
    for (const chart of charts(void_)) {
      expect(JSON.stringify(chart), chart.id).not.toMatch(/\blate\b(?! \(void\))/u);
      expect(chart.caption, chart.id).toContain(voidNote(void_.models));
    }
    const [table] = sections(void_).filter(({ kind }) => kind === 'table');
    expect(table).toMatchObject({ columns: [{ title: 'measure' }, { title: 'concat' }, { title: 'late (void)' }] });
    expect(JSON.stringify(table)).toContain(voidNote(void_.models));
    expect(JSON.stringify(sections(sound))).not.toMatch(/void/iu);
  });

  test('is marked in the terminal, which says what the mark means; without one there is neither', () => {
    const text = summaryText(void_.input.analysis).join('\n');
    expect(text).toMatch(/^ +concat +n +late \(void\) +n$/mu);
    expect(text).toContain('Void: nothing may be concluded about this model');
    expect(summaryText(sound.input.analysis).join('\n')).not.toMatch(/void/iu);
  });

  test('is told with what makes it so, and its warnings are told from others', () => {
    const { flags, subjects } = void_.input.analysis;
    expect(voidReasons(subjects.flatMap(({ models }) => models))).toEqual(['late has learnt nothing']);
    expect(flags.filter(isOfVoidModels).map(({ model }) => model)).toEqual(['late']);
    expect(flags.filter((flag) => !isOfVoidModels(flag)).length).toBeGreaterThan(0);
  });

  test('what leaves nothing to mark leaves nothing to explain', () => {
    expect(voidNote([])).toBe('');
    expect(markedTitle({ title: 'concat', unsound: [] })).toBe('concat');
  });
});
