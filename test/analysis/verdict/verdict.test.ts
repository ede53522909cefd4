import { describe, expect, test } from 'vitest';
import { percent } from '../../../src/analysis/format';
import { summaryText } from '../../../src/analysis/summary';
import { decoupling, editRemovals, type SyntheticOptions } from '../synthetic-run';
import { checks, study, withoutRandomFlips, words } from '../synthetic-study';

describe('verdict', () => {
  test('says that nothing was certified, in the terminal too', () => {
    const analysis = study({ subjects: ['concat'], success: () => 0, count: 60 });
    expect(analysis.verdict.reading).toContainEqual(expect.stringMatching(/^Nothing was certified: /));
    expect(summaryText(analysis).join('\n')).toContain('Nothing was certified:');
  });

  test('a broken model, in words with its numbers', () => {
    const analysis = study({
      subjects: ['concat'],
      success: () => 0.97,
      edit: editRemovals((record) => ({ ...record, found: record.found && { ...record.found, decidable: true } })),
    });
    expect(analysis.verdict.models[0].tone).toBe('broken');
    expect(analysis.verdict.headline).toMatch(/^Removing parts of the input changes \d/);
    expect(analysis.verdict.reading.join(' ')).toContain('not for their kinds of fusion');
  });

  test('a mistake that any removal attack shows counts, though another stops at a deciding word', () => {
    const analysis = study({
      subjects: ['concat'],
      attacks: [decoupling(), decoupling(['image']), decoupling(['text'])],
      success: () => 1,
      // Of four samples, each attack shows another one to be mistaken, and none the fourth.
      edit: editRemovals((record) => ({
        ...record,
        found: record.found && { ...record.found, decidable: record.cell.endsWith(`-${String(record.row % 4)}-0`) },
      })),
    });
    const [model] = analysis.subjects[0].models;
    for (const { decidableSuccessRate } of model.removals) expect(decidableSuccessRate?.value).toBeCloseTo(0.25, 1);
    expect(model.mistakes?.rate.value).toBeCloseTo(0.75, 1);
    expect(model.mistakes).toMatchObject({ attacks: 3, rate: { n: model.removals[0].attacked } });
    const [shown] = percent(model.mistakes!.rate.value).split('\u00a0');
    expect(analysis.verdict.headline).toContain(`For at least ${shown}`);
    expect(words(analysis)).toContain('That is over 3 removal attacks; Decoupling · image + text alone shows 2');
    expect(summaryText(analysis).join('\n')).toMatch(/All removal attacks together\n +mistakes, at least +7\d\.\d/);
    // More than half of the right answers, though no attack alone shows as much.
    expect(analysis.verdict.models[0].tone).toBe('broken');
  });

  test('without an oracle no mistakes are counted', () => {
    const analysis = study({ subjects: ['concat'], oracle: false });
    expect(analysis.subjects[0].models[0].mistakes).toBeNull();
    expect(words(analysis)).not.toContain('mistake');
  });

  test('no attack succeeds: never called robust', () => {
    const analysis = study({ success: () => 0, edit: withoutRandomFlips });
    expect(analysis.verdict.models.map(({ tone }) => tone)).toEqual(['withstood', 'withstood']);
    expect(words(analysis)).not.toMatch(/\brobust\b/i);
  });

  test.each<[string, SyntheticOptions]>([
    [
      'void constant-model',
      { edit: (record) => ({ ...record, clean: { predicted: 0, logits: [1, 0] } }), success: () => 0 },
    ],
    ['void near-chance', { accuracy: () => 0.52, success: () => 0 }],
    [
      'void indifferent',
      {
        success: () => 0,
        edit: editRemovals((record) => ({ ...record, wholeModality: { image: false, text: true } })),
      },
    ],
  ])('%s: no statement, whatever the attacks show', (check, options) => {
    const analysis = study({ ...options, subjects: ['concat'] });
    expect(checks(analysis)).toContain(check);
    expect(analysis.verdict.models[0].tone).toBe('void');
    expect(analysis.verdict.headline).toContain('Nothing can be concluded about concat');
  });

  test('an input that some success needed is used, even if its whole removal changes little', () => {
    const analysis = study({
      subjects: ['concat'],
      edit: editRemovals((record) => ({
        ...record,
        wholeModality: { image: false, text: false },
        found: record.found && { ...record.found, necessary: ['image', 'text'] },
      })),
    });
    expect(checks(analysis)).not.toContain('void indifferent');
  });

  test('where random tries succeed, the failure of an attack is no merit', () => {
    const [model] = study({ success: () => 0, subjects: ['concat'] }).verdict.models;
    expect(model.tone).toBe('mixed');
  });

  test('few samples carry no claim', () => {
    const analysis = study({ count: 20, subjects: ['concat'], success: () => 1, oracle: false });
    expect(analysis.verdict.models[0].tone).toBe('void');
    expect(checks(analysis)).toContain('warning too-few');
  });
});
