import { describe, expect, test } from 'vitest';
import { groupFlags } from '../../src/analysis/flags/group';
import { analysed, type AnalysedRun } from '../../src/analysis/analysed-run';
import { emptyRemarks, wordsOn } from '../../src/report/remarks';
import { LabError } from '../../src/shared/errors';
import { parseRemarks, type ReportRemarks } from '../../src/shared/reports/report-remarks';
import { syntheticRun } from '../analysis/synthetic-run';

const runOf = (id: string): AnalysedRun => {
  const input = syntheticRun({ count: 40, success: () => 1 });
  return analysed({ ...input, run: { ...input.run, id } });
};
const [a, b] = [runOf('0199aaaa-0000-7000-8000-000000000000'), runOf('0199bbbb-0000-7000-8000-000000000000')];
const keys = groupFlags(a.analysis.flags, a.analysis.attacks.length).map(({ key }) => key);

const errorOf = (remarks: ReportRemarks, runs: readonly AnalysedRun[] = [a, b]): string => {
  try {
    wordsOn(remarks, runs);
    return 'no error';
  } catch (error) {
    return error instanceof LabError ? `${error.code} ${error.toString()}` : String(error);
  }
};
const about = (...runs: readonly Partial<ReportRemarks['runs'][number]>[]): ReportRemarks =>
  parseRemarks({ format: 'muroan.remarks', formatVersion: 1, runs });

describe('remarks on runs', () => {
  test('begin with every warning, open and in words, and say nothing then', () => {
    const remarks = emptyRemarks([a, b]);
    expect(parseRemarks(JSON.parse(JSON.stringify(remarks)))).toEqual(remarks);
    expect(remarks.runs.map(({ run, study }) => [run, study])).toEqual(
      [a, b].map(({ input }) => [input.run.id, input.run.plan.name]),
    );
    const [{ warnings }] = remarks.runs;
    expect(keys.length).toBeGreaterThan(0);
    expect(warnings.map(({ flag, decision }) => [flag, decision])).toEqual(keys.map((key) => [key, 'open']));
    for (const { finding } of warnings) expect(finding).toMatch(/^(void|warning|note): .{20}/);
    expect(wordsOn(remarks, [a, b]).get(a.input.run.id)).toEqual({ notes: '', decisions: [] });
  });

  test('become notes by paragraph and decisions, of the run whose id begins so', () => {
    const [flag] = keys;
    const words = wordsOn(
      about({
        run: '0199b',
        notes: ['First.', 'Second.'],
        warnings: [{ flag, finding: '', decision: 'refused', reason: 'Not yet.' }],
      }),
      [a, b],
    );
    expect([...words]).toEqual([
      [b.input.run.id, { notes: 'First.\n\nSecond.', decisions: [{ flag, accepted: false, reason: 'Not yet.' }] }],
    ]);
  });

  test('are refused where they are about what is not there, or say something twice', () => {
    const [flag] = keys;
    const warning = { flag, finding: '', decision: 'open', reason: '' } as const;
    expect(errorOf(about({ run: 'ffff' }))).toBe(
      'not-found remarks.runs[0].run: is "ffff", which is no run of this report. Give 0199aaaa-000, 0199bbbb-000, or name its run for the report too.',
    );
    expect(errorOf(about({ run: '0199' }))).toMatch(/^invalid run: "0199" names 2 runs\. Give more of the id/);
    expect(errorOf(about({ run: '0199a' }, { run: '0199aa' }))).toBe(
      'invalid remarks.runs[1].run: is "0199aa" a second time. Name each run once.',
    );
    expect(errorOf(about({ run: '0199a', warnings: [warning, { ...warning, flag: 'other' }] }))).toBe(
      'not-found remarks.runs[0].warnings[1].flag: is "other", which is no warning of this run. What was found may have changed since: write the file anew by `muroan report remarks`, and decide again.',
    );
    expect(errorOf(about({ run: '0199a', warnings: [warning, warning] }))).toBe(
      `invalid remarks.runs[0].warnings[1].flag: is "${flag}" a second time. Name each warning once.`,
    );
  });
});
