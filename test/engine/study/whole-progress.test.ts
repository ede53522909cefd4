import { expect, it } from 'vitest';
import { WholeProgress } from '../../../src/engine/study/whole-progress';
import type { Progress } from '../../../src/shared/progress';

const report = (stage: Progress['stage'], done: number, total: number, remaining: number | null): Progress => ({
  stage,
  label: stage,
  done,
  total,
  unit: stage === 'training' ? 'models' : 'records',
  rate: null,
  remaining,
  detail: null,
  whole: null,
});
const begun = () =>
  new WholeProgress(
    100,
    new Map([
      ['training', { records: 0, remaining: null }],
      ['clean', { records: 20, remaining: 0 }],
      ['attack', { records: 5, remaining: null }],
    ]),
  );

it('counts records of all stages, models by none, and knows what is left once every stage does', () => {
  const whole = begun();
  expect(whole.beside(report('training', 0.5, 4, 30)).whole).toEqual({ done: 25, total: 100, remaining: null });
  expect(whole.beside(report('attack', 15, 80, 60)).whole).toEqual({ done: 35, total: 100, remaining: 90 });
  expect(whole.beside(report('training', 4, 4, null)).whole).toEqual({ done: 35, total: 100, remaining: 60 });
  expect(whole.beside(report('attack', 80, 80, null)).whole).toEqual({ done: 100, total: 100, remaining: 0 });
});

it('does not wait for a stage that has nothing to do', () => {
  const whole = begun();
  whole.skip('training');
  expect(whole.beside(report('attack', 15, 80, 60)).whole).toEqual({ done: 35, total: 100, remaining: 60 });
});
