import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { summaryText } from '../../src/analysis/summary';
import { documentOf, reportOf } from '../report/synthetic-report';
import { editPerturbations, pgd, syntheticRun, type SyntheticOptions } from './synthetic-run';

const square = { name: 'square' as const, budgets: [{ image: 0.1 }] };
const fgsm = { name: 'fgsm' as const, norm: 'l2' as const, budgets: [{ image: 0.1 }] };

/** PGD breaks every third sample, Square every second: together four of six. */
const halves = editPerturbations((record) => ({
  ...record,
  outcome: record.outcome && {
    ...record.outcome,
    success: record.row % (record.cell.endsWith('-0-0') ? 3 : 2) === 0,
  },
}));
const run = (options: SyntheticOptions = {}) =>
  syntheticRun({
    count: 60,
    subjects: ['concat'],
    accuracy: () => 1,
    attacks: [pgd([{ image: 0.1 }, { image: 0.2 }]), square, fgsm],
    edit: halves,
    ...options,
  });
const worstOf = (options?: SyntheticOptions) => analyse(run(options)).subjects[0].models[0].worstCases;

test('a sample is broken where any attack of the same norm and radii breaks it', () => {
  const worst = worstOf();
  expect(worst.map(({ title }) => title)).toEqual(['Worst of 2 attacks, l∞ · image 0.1']);
  expect(worst[0].settings.map(({ shortTitle }) => shortTitle)).toEqual(['PGD-20 l∞', 'Square-500 l∞']);
  expect(worst[0].successRate.value).toBeCloseTo(4 / 6);
  expect(worst[0].robustAccuracy.value).toBeCloseTo(2 / 6);
});

test('what was answered wrongly from the start is no success, and not right', () => {
  const [{ successRate, robustAccuracy }] = worstOf({ accuracy: () => 0.5 });
  expect(successRate.n).toBeLessThan(60);
  expect(robustAccuracy).toMatchObject({ n: 60 });
  expect(robustAccuracy.value).toBeCloseTo((successRate.n - successRate.hits) / 60);
});

test('only samples that every attack was made on are counted', () => {
  const whole = run();
  const [{ robustAccuracy }] = analyse({
    ...whole,
    records: whole.records.filter(({ cell, row }) => !cell.endsWith('-1-0') || row < 9020),
    state: 'interrupted',
  }).subjects[0].models[0].worstCases;
  expect(robustAccuracy.n).toBe(20);
});

test('one attack, or a radius of nothing, has no worst case', () => {
  expect(worstOf({ attacks: [pgd([{ image: 0.1 }])] })).toEqual([]);
  expect(worstOf({ attacks: [pgd([{ image: 0 }]), { ...square, budgets: [{ image: 0 }] }] })).toEqual([]);
});

test('is told by the verdict, the summary and the report', () => {
  const analysis = analyse(run());
  expect(JSON.stringify(analysis.verdict)).toMatch(
    /At one budget, all attacks taken together per sample change 66\.7[^(]* \(worst of 2 attacks, l∞ · image 0\.1: PGD-20 l∞ and Square-500 l∞\)\./u,
  );
  expect(analysis.verdict.headline).toMatch(/taken together per sample, small changes of the image change 66\.7/u);
  expect(summaryText(analysis).join('\n')).toContain('Worst of 2 attacks, l∞ · image 0.1');
  const numbers = documentOf(reportOf(run())).sections.find(({ id }) => id === 'numbers');
  expect(JSON.stringify(numbers)).toContain('Worst of 2 attacks, l∞ · image 0.1');
});

test('attacks that each change little are not withstood if together they do not', () => {
  // Each breaks one sample of 30, and another than the other does.
  const few = editPerturbations((record) => ({
    ...record,
    outcome: record.outcome && {
      ...record.outcome,
      success: record.row % 30 === (record.cell.endsWith('-0-0') ? 0 : 1),
    },
    controls: record.controls && { ...record.controls, randomNoise: [false, false, false] },
  }));
  const toneOf = (attacks: NonNullable<SyntheticOptions['attacks']>) =>
    analyse(run({ count: 300, attacks, edit: few })).verdict.models[0].tone;
  expect(toneOf([pgd([{ image: 0.1 }])])).toBe('withstood');
  expect(toneOf([square])).toBe('withstood');
  expect(toneOf([pgd([{ image: 0.1 }]), square])).toBe('mixed');
});

test('an attack that found nothing to start from leaves the sample to the others', () => {
  const hopSkipJump = { name: 'hopskipjump' as const, budgets: [{ image: 0.1 }] };
  const unstarted = editPerturbations((record) => ({
    ...record,
    outcome: record.outcome && {
      ...record.outcome,
      // PGD breaks every third sample; HopSkipJump starts from none.
      ...(record.cell.endsWith('-0-0')
        ? { success: record.row % 3 === 0 }
        : { success: false, start: 'none' as const }),
    },
  }));
  const [{ successRate, robustAccuracy }] = worstOf({ attacks: [pgd([{ image: 0.1 }]), hopSkipJump], edit: unstarted });
  expect(successRate.value).toBeCloseTo(1 / 3);
  expect(robustAccuracy.value).toBeCloseTo(2 / 3);
});
