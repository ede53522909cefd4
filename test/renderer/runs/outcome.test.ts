import { describe, expect, it } from 'vitest';
import { MOST_RECORDS } from '../../../src/analysis/kept-runs';
import { analysisVersion } from '../../../src/analysis/study-analysis';
import { shownOutcome, type ShownOutcome } from '../../../src/renderer/runs/outcome';
import { runColumns, type ListedRun } from '../../../src/renderer/runs/run-columns';
import { texts } from '../../../src/renderer/texts/catalogue';
import { rowsMatching } from '../../../src/renderer/ui/table/column';
import type { IndexedRun } from '../../../src/renderer/workspace/run-index/rows';
import type { RunSummary } from '../../../src/shared/runs/run';

const run: RunSummary = {
  id: 'r',
  name: 'Study',
  state: 'finished',
  planHash: 'plan',
  createdAt: '2026-01-01T00:00:00.000Z',
  records: 10,
  recordsExpected: 10,
  device: 'wasm',
  systems: [],
  reference: null,
};
const measured = { appVersion: '1', datasetHash: 'd', analysisVersion };
const indexed: IndexedRun = { ...run, measured, outcome: 'not-met' };

describe('the outcome of a run', () => {
  it.each<readonly [ShownOutcome, RunSummary, IndexedRun | undefined]>([
    ['not-met', run, indexed],
    ['unread', run, undefined],
    ['unread', run, { ...indexed, measured: null, outcome: null }],
    ['unread', run, { ...indexed, measured: { ...measured, analysisVersion: analysisVersion - 1 } }],
    // Gone on with after it was read: what is said of the finished run holds for it no more.
    ['unfinished', { ...run, state: 'running' }, indexed],
    ['too-large', { ...run, records: MOST_RECORDS + 1 }, undefined],
  ])('is %s', (outcome, listed, known) => {
    expect(shownOutcome(listed, known)).toBe(outcome);
  });

  it('can be filtered for, each by a word of its own', () => {
    const all = Object.keys(texts.runs.outcomes) as ShownOutcome[];
    const rows = all.map((outcome): ListedRun => ({ ...run, outcome, starred: false, tags: [] }));
    const found = (word: string): readonly ShownOutcome[] =>
      rowsMatching(rows, runColumns, `outcome:${word}`).map(({ outcome }) => outcome);
    expect(found('met').concat(found('inconclusive'), found('none'))).toEqual([
      'met',
      'not-met',
      'inconclusive',
      'none-asked',
    ]);
    expect([found('all'), found('not')]).toEqual([['met'], ['not-met']]);
    expect([found('pending'), found('large')]).toEqual([['unread'], ['too-large']]);
  });
});
