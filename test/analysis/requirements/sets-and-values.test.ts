import { expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import type { RequirementAnswer } from '../../../src/analysis/requirements';
import type { AnsweredRecord } from '../../../src/shared/records/record';
import type { Target } from '../../../src/shared/data/target';
import { pgd, syntheticRun } from '../synthetic-run';

const value: Target = { kind: 'value', unit: 'm', range: [0, 10], tolerance: 0.5 };

/** Untouched answers are 0.2 off, those that an attack changed 3. */
function withValues(record: AnsweredRecord): AnsweredRecord {
  const off = (by: number): { readonly logits: number[] } => ({ logits: [5 + by] });
  const own = { ...record, value: 5, clean: { ...record.clean, ...off(0.2) } };
  if (own.kind !== 'perturbation' || own.outcome === null) return own;
  const { outcome } = own;
  return { ...own, outcome: { ...outcome, attacked: { ...outcome.attacked, ...off(outcome.success ? 3 : 0.2) } } };
}

function answerTo(target: Target, asked: object): RequirementAnswer {
  const run = syntheticRun({
    count: 400,
    subjects: ['concat'],
    target,
    ...(target.kind === 'value' ? { classes: ['distance'], edit: withValues } : {}),
    accuracy: () => 1,
    attacks: [pgd([{ image: 0.1 }])],
    success: () => 0.5,
    plan: { requirements: [{ comparison: 'at-least', ...asked }] as never },
  });
  return analyse(run).requirements[0];
}

test('an error is an amount, of untouched answers and of those that an attack ends with', () => {
  const clean = answerTo(value, { measure: 'mean-absolute-error', comparison: 'at-most', threshold: 0.5 });
  expect(clean.estimate.value).toBeCloseTo(0.2, 12);
  expect(clean.statement).toBe('mean absolute error, at most 0.5 at 95 % confidence');
  const asked = { measure: 'robust-mean-absolute-error', attack: 0, comparison: 'at-most' };
  const under = answerTo(value, { ...asked, threshold: 1 });
  expect(under).toMatchObject({ answer: 'not-met', unit: 'amount' });
  expect(under.estimate.value).toBeGreaterThan(1.2);
  expect(under.estimate.value).toBeLessThan(2);
});

test('macro F1 is a number between 0 and 1, and falls under the attack', () => {
  const clean = answerTo({ kind: 'labels' }, { measure: 'macro-f1', threshold: 0.4 });
  const under = answerTo({ kind: 'labels' }, { measure: 'robust-macro-f1', attack: 0, threshold: 0.4 });
  expect(clean).toMatchObject({ unit: 'number', statement: 'macro F1, at least 0.4 at 95 % confidence' });
  expect(under.estimate.value!).toBeLessThan(clean.estimate.value!);
  expect(under.estimate.low).not.toBeNull();
  expect(answerTo({ kind: 'labels' }, { measure: 'robust-macro-f1', attack: 0, threshold: 0.05 })).toMatchObject({
    answer: 'met',
    note: expect.stringContaining('within the same budget a worse one might be had') as string,
  });
});
