import { expect, test } from 'vitest';
import { analysed } from '../../src/analysis/analysed-run';
import { KeptRuns } from '../../src/analysis/kept-runs';
import { decoupling, syntheticRun } from './synthetic-run';

const run = analysed(syntheticRun({ count: 6, subjects: ['concat'], attacks: [decoupling()] }));
const records = run.input.records.length;

test('runs are kept up to so many records, those used last', () => {
  const kept = new KeptRuns(2 * records);
  kept.keep('a', run);
  kept.keep('b', run);
  expect(kept.get('a')).toBe(run);
  kept.keep('c', run);
  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([run, undefined, run]);
});

test('a run that is larger than that is kept alone', () => {
  const kept = new KeptRuns(records - 1);
  kept.keep('a', run);
  kept.keep('b', run);
  expect([kept.get('a'), kept.get('b')]).toEqual([undefined, run]);
});
