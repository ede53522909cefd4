import { describe, expect, it } from 'vitest';
import { shortAnswers } from '../../src/analysis/verdict/short-answers';
import { summaryText } from '../../src/analysis/summary';
import { decoupling, type SyntheticOptions } from './synthetic-run';
import { study } from './synthetic-study';

const plan = { primaryMeasure: 'accuracy', reference: 'concat' } as const;
const apart: SyntheticOptions = {
  ...{ plan, count: 80, attacks: [decoupling()] },
  accuracy: (subject) => (subject === 'product' ? 0.95 : 0.7),
};
const answer = (options: SyntheticOptions): string | undefined =>
  shortAnswers(study(options)).find(({ question }) => question === 'More accurate')?.answer;

describe('accuracy, where a plan compares by it', () => {
  it('is compared in place of what attacks find, paired by seed and sample', () => {
    const analysis = study(apart);
    expect(analysis.comparisons).toEqual([]);
    const [only, ...rest] = analysis.accuracies;
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ a: 'product', b: 'concat', seeds: 1, scope: 'these models', detectable: null });
    expect(only.difference.value).toBeGreaterThan(0.1);
    expect(only.difference.n).toBe(80);
    expect(analysis.verdict.accuracies[0].text).toMatch(
      /^product is more accurate than concat\. .*not yet for their recipes/u,
    );
    expect(answer(apart)).toBe('product than concat');
    // The study's own question comes before all that is found besides.
    expect(
      shortAnswers(analysis)
        .map(({ question }) => question)
        .slice(0, 2),
    ).toEqual(['Requirements', 'More accurate']);
    expect(summaryText(analysis).join(' ')).toContain('product is more accurate than concat');
  });

  it('is not compared where a plan compares by something else', () => {
    const analysis = study({ ...apart, plan: {} });
    expect(analysis.accuracies).toEqual([]);
    expect(analysis.verdict.accuracies).toEqual([]);
    expect(answer({ ...apart, plan: {} })).toBeUndefined();
  });

  it('is inconclusive of five seeds, with the difference that could have been shown; six that agree tell recipes apart', () => {
    const five = study({ ...apart, seeds: [0, 1, 2, 3, 4] });
    expect(five.accuracies[0]).toMatchObject({ p: null, pHolm: null, conclusion: 'inconclusive', seeds: 5 });
    expect(five.verdict.accuracies[0].text).toMatch(
      /^Inconclusive: .*5 paired training seeds are too few; .* points or more could have been shown/u,
    );
    const six = study({ ...apart, seeds: [0, 1, 2, 3, 4, 5] });
    expect(six.accuracies[0]).toMatchObject({ p: 2 / 64, scope: 'these recipes', conclusion: 'a-more-accurate' });
    expect(six.verdict.accuracies[0].text).toContain('holds for these two recipes on these data');
  });

  it('is corrected for all pairs: four of six seeds that agree show nothing, of eight they do', () => {
    const five = ['concat', 'product', 'gated', 'late', 'qmf'];
    const of = (seeds: number): SyntheticOptions => ({
      ...apart,
      subjects: five,
      seeds: Array.from({ length: seeds }, (_, seed) => seed),
      accuracy: (subject) => (subject === 'concat' ? 0.6 : 0.95),
    });
    const six = study(of(6)).accuracies;
    expect(six).toHaveLength(4);
    expect(six.map(({ pHolm, conclusion }) => [pHolm, conclusion])).toEqual(six.map(() => [8 / 64, 'inconclusive']));
    expect(answer(of(6))).toMatch(/^inconclusive of 4 of 4 pairs, of which .* points or more could have been shown$/u);
    const eight = study(of(8)).accuracies;
    expect(eight.map(({ conclusion }) => conclusion)).toEqual(eight.map(() => 'a-more-accurate'));
  });
});
