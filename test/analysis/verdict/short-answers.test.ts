import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import { percent, pointsEstimate } from '../../../src/analysis/format';
import { summaryText } from '../../../src/analysis/summary';
import { shortAnswers } from '../../../src/analysis/verdict/short-answers';
import { decoupling, pgd, syntheticRun, type SyntheticOptions } from '../synthetic-run';

const answers = (options: SyntheticOptions): Readonly<Record<string, string>> =>
  Object.fromEntries(shortAnswers(analyse(syntheticRun(options))).map(({ question, answer }) => [question, answer]));

describe('the short answers', () => {
  test('requirements are counted by their answer', () => {
    const requirement = (threshold: number): object => ({ measure: 'accuracy', comparison: 'at-least', threshold });
    const options = { subjects: ['concat'], count: 300, accuracy: () => 0.94 };
    expect(answers(options).Requirements).toBe('the plan states none');
    const plan = { requirements: [requirement(0.5), requirement(0.6), requirement(0.999)] as never };
    expect(answers({ ...options, plan }).Requirements).toBe('2 met, 1 not met, 0 inconclusive');
  });

  test('how little suffices is told per modality, with how often, as a bound from above', () => {
    const options = { subjects: ['concat'], attacks: [decoupling()] };
    const [measures] = analyse(syntheticRun(options)).subjects[0].models[0].removals;
    const said = answers(options)['Removal that suffices'];
    for (const id of ['image', 'text']) {
      expect(said).toContain(`${percent(measures.byModality[id].meanOverSuccesses.value)} of the ${id}`);
    }
    expect(said).toContain(`in ${percent(measures.successRate.value)} of the right answers`);
    expect(said).toContain('bounds this from above');
  });

  test.each([
    ['the fused model holds more than the text alone while the image is attacked', 0.6, 0.05],
    ['the fused model holds less than the text alone while the image is attacked', 0.9, 0.8],
    ['undecided against the text alone while the image is attacked', 0.75, 0.2],
  ])('fusion or one input: %s', (said, unimodal, success) => {
    const options = {
      count: 300,
      subjects: ['concat'],
      attacks: [decoupling(['image'])],
      accuracy: () => 0.95,
      unimodal: () => unimodal,
      success: () => success,
    };
    const [{ gap }] = analyse(syntheticRun(options)).subjects[0].models[0].singleSource[0].sources;
    expect(answers(options)['Fusion or one input, under attack']).toBe(
      `${said} (fused minus single ${pointsEstimate(gap!)})`,
    );
  });

  test('which of two models is harder to break is told by the attack that shows it, or said not to be shown', () => {
    const options = {
      count: 300,
      subjects: ['concat', 'product'],
      attacks: [pgd([{ image: 0.1 }, { image: 0.2 }])],
      plan: { primaryMeasure: 'robust-accuracy' as const },
      accuracy: () => 0.95,
    };
    const comparisons = (run: SyntheticOptions) => analyse(syntheticRun(run)).comparisons;
    const apart = { ...options, success: (name: string) => (name === 'concat' ? 0.95 : 0.1) };
    const surest = [...comparisons(apart)].sort((x, y) => (x.pHolm ?? 1) - (y.pHolm ?? 1))[0];
    expect(surest.conclusion).toBe('b-harder-to-break');
    const said = answers(apart)['Harder to break'];
    expect(said).toMatch(/^product by 2 attacks, most surely by /u);
    expect(said).toContain(`${surest.setting.title} (concat minus product: ${pointsEstimate(surest.commonlyCorrect)}`);
    const alike = { ...options, success: () => 0.5 };
    expect(comparisons(alike).every(({ conclusion }) => conclusion === 'inconclusive')).toBe(true);
    expect(answers(alike)['Harder to break']).toBe('not shown: no attack (of 2) tells concat and product apart');
    expect(answers({ ...options, subjects: ['concat'] })['Harder to break']).toBeUndefined();
  });

  test('where the task needs its inputs together, no single one is a rival', () => {
    expect(answers({ subjects: ['concat'] })['Fusion or one input, under attack']).toContain(
      'no single one is a fair rival',
    );
  });

  test('a model of which nothing may be said has no answer', () => {
    const said = answers({ count: 60, subjects: ['concat', 'late'], accuracy: (name) => (name === 'late' ? 0.4 : 1) });
    expect(said['Removal that suffices']).not.toContain('late');
  });

  test('many models: findings are counted, not listed', () => {
    const subjects = ['a', 'b', 'c', 'd', 'e'];
    expect(answers({ subjects, count: 60 })['Removal that suffices']).toMatch(/ to .*\(5 models\)/u);
  });

  test('the summary has them before warnings and numbers', () => {
    const lines = summaryText(analyse(syntheticRun({ count: 60, subjects: ['concat', 'late'] })));
    const place = (start: RegExp): number => lines.findIndex((line) => start.test(line));
    expect(place(/^ {2}- Requirements: /u)).toBeGreaterThan(place(/^Removing parts/u));
    expect(place(/^ {2}- Removal that suffices: /u)).toBeLessThan(place(/^ *clean accuracy /u));
  });
});
