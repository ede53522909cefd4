import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import type { StudyAnalysis } from '../../src/analysis/study-analysis';
import { decoupling, pgd, syntheticRun } from './synthetic-run';
import { checks, study, words } from './synthetic-study';

describe('the analysis as a value', () => {
  test('is plain JSON, the same every time, and small', () => {
    const analysis = study();
    const text = JSON.stringify(analysis);
    expect(JSON.parse(text)).toEqual(analysis);
    expect(JSON.stringify(study())).toBe(text);
    expect(text.length).toBeLessThan(200_000);
  });

  test('does not depend on the order of the records', () => {
    const run = syntheticRun({ count: 80 });
    expect(analyse({ ...run, records: [...run.records].reverse() })).toEqual(analyse(run));
  });

  test('a run without records, and one without attacks', () => {
    const run = syntheticRun({ count: 40 });
    const empty = analyse({ ...run, records: [], state: 'interrupted' });
    expect(checks(empty)).toContain('void incomplete');
    expect(empty.verdict.headline).toMatch(/^Provisional/);
    expect(study({ attacks: [] }).verdict.headline).toBe('No model was attacked.');
  });
});

describe('latent attacks', () => {
  const broken = (budget: Record<string, number>): StudyAnalysis =>
    study({ subjects: ['concat'], success: () => 0.95, attacks: [pgd([budget])] });

  test('break a model only in part: no sender of inputs can carry them out', () => {
    expect(broken({ image: 0.1 }).verdict.models[0].tone).toBe('broken');
    expect(broken({ text: 0.1 }).verdict.models[0].tone).toBe('mixed');
  });

  test('name no weaker side, as their budgets have other units', () => {
    const analysis = study({
      subjects: ['concat'],
      success: () => 0.5,
      attacks: [pgd([{ image: 0.1 }, { text: 0.1 }]), decoupling(['image']), decoupling(['text'])],
    });
    expect(analysis.subjects[0].models[0].singleSource.map(({ sameUnits }) => sameUnits).sort()).toEqual([false, true]);
    expect(words(analysis)).toMatch(/the weaker side is the (?:image|text) under removals \([^)]*\)\./);
  });
});
