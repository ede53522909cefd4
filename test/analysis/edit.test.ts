/** Attacks on words, from records to what is said of them. */
import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../src/analysis/comparison/run-comparison';
import { summaryText } from '../../src/analysis/summary';
import { runCsv } from '../support/run-csv';
import type { AnsweredRecord, EditRecord } from '../../src/shared/records/record';
import { editSection } from '../../src/report/sections/edit';
import { contextOf } from '../../src/report/sections/context';
import { syntheticReport } from '../report/synthetic-report';
import { checks, study, words } from './synthetic-study';
import { syntheticRun, type SyntheticOptions } from './synthetic-run';

const attacks = [
  { name: 'hotflip', modalities: ['text'], maxEdits: 3 },
  { name: 'misspell', modalities: ['text'], maxEdits: 2 },
] as const;
const options: SyntheticOptions = { attacks: attacks.map((one) => ({ ...one, modalities: ['text'] })) };
const edited =
  (edit: (record: EditRecord) => EditRecord) =>
  (record: AnsweredRecord): AnsweredRecord =>
    record.kind === 'edit' ? edit(record) : record;

describe('measures of edits', () => {
  const [model] = study(options).subjects[0].models;
  const [{ curve, successRate, medianEdits, keptSuccessRate, controls }] = model.edits;

  it('have a curve that ends at the success rate, and never falls', () => {
    const rates = curve.map(({ successRate: { value } }) => value ?? 0);
    expect(curve.map(({ edits }) => edits)).toEqual([1, 2, 3]);
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
    expect(rates.at(-1)).toBe(successRate.value);
  });

  it('tell mistakes from changes of what the text says', () => {
    expect(keptSuccessRate?.hits).toBeLessThan(successRate.hits);
    expect(study({ ...options, oracle: false }).subjects[0].models[0].edits[0].keptSuccessRate).toBeNull();
  });

  it('hold the edits of a success, and the control', () => {
    expect(medianEdits.value).toBe(2);
    expect(controls.randomEdits).toMatchObject({ draws: 2 });
    expect(controls.randomEdits.difference.low).toBeGreaterThan(0.5);
  });
});

describe('flags of edits', () => {
  it('are absent of a sound attack', () => {
    expect(checks(study(options)).filter((check) => /budget|random|re-evaluation/u.test(check))).toEqual([]);
  });

  it('name edits beyond the budget, which void the figures', () => {
    const beyond = edited((record) => ({ ...record, outcome: record.outcome && { ...record.outcome, edits: 9 } }));
    expect(checks(study({ ...options, edit: beyond }))).toContain('void budget-exceeded');
  });

  it('name a path that changes what it does not edit', () => {
    const altered = edited((record) => ({
      ...record,
      controls: record.controls && { ...record.controls, zeroBudget: 1 },
    }));
    expect(checks(study({ ...options, edit: altered }))).toContain('void zero-budget');
  });

  it('name claims that do not hold, and a control as good as the attack', () => {
    const lying = edited((record) => ({ ...record, claimed: record.attacked }));
    expect(checks(study({ ...options, edit: lying }))).toContain('warning re-evaluation');
    const lucky = edited((record) => ({
      ...record,
      controls: record.controls && { ...record.controls, randomEdits: [true, true] },
    }));
    expect(checks(study({ ...options, edit: lucky }))).toContain('warning random-edits');
  });
});

describe('what is said of edits', () => {
  it('stands in the verdict, the summary and the records as CSV', () => {
    const analysis = study(options);
    expect(words(analysis)).toMatch(/Putting other words in, at most 3 words .* changes/u);
    expect(words(analysis)).toMatch(/no word that decides the label was changed or put in/u);
    expect(words(study({ ...options, oracle: false }))).toContain('Label preservation not checked.');
    expect(summaryText(analysis).join('\n')).toMatch(/within 1 word .*\n.*within 2 words/u);
    const run = syntheticRun({ ...options, count: 20 });
    expect(runCsv(run)).toContain('fxo');
  });

  it('is compared between runs', () => {
    const run = syntheticRun({ ...options, count: 60 });
    const { models, unpaired } = compareRuns(run, run);
    expect(unpaired).toEqual([]);
    expect(models[0].attacks.map(({ title }) => title)).toEqual([
      'HotFlip, 3 words · text',
      'Misspelling, 2 letters · text',
    ]);
  });

  it('answers requirements, counting mistakes only where that is asked', () => {
    const asked = (measure: 'attack-success-rate' | 'label-preserving-robust-accuracy', threshold: number) =>
      ({
        measure,
        attack: 0,
        comparison: measure === 'attack-success-rate' ? 'at-most' : 'at-least',
        threshold,
      }) as const;
    const { requirements } = study({
      ...options,
      plan: { requirements: [asked('attack-success-rate', 0.1), asked('label-preserving-robust-accuracy', 0.05)] },
    });
    expect(new Set(requirements.map(({ answer, statement }) => `${answer} ${statement.split(' ')[0]}`))).toEqual(
      new Set(['not-met attack', 'met label-preserving']),
    );
  });

  it('has a section in the report, with a curve of each attack', () => {
    const section = editSection(contextOf(syntheticReport(options)));
    expect(section?.blocks.map(({ kind }) => kind)).toEqual(['table', 'chart', 'chart', 'table']);
    expect(editSection(contextOf(syntheticReport()))).toBeNull();
  });
});
