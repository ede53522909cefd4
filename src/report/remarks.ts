/** What a person says of the runs of a report, as a file to fill in and read back. */
import type { AnalysedRun } from '../analysis/analysed-run';
import { decisionOf } from '../analysis/flags/decision';
import { groupFlags, placeText, type FlagGroup } from '../analysis/flags/group';
import { LabError } from '../shared/errors';
import { shortId } from '../shared/identity';
import { named } from '../shared/lookup/named';
import type { ReportRemarks } from '../shared/reports/report-remarks';
import type { RunInput } from './input';

type RunRemarks = ReportRemarks['runs'][number];

/** What a person says of one run, as the report takes it. */
export type RunWords = Pick<RunInput, 'notes' | 'decisions'>;

/** Remarks with nothing said yet: every warning of the runs is there, and open. */
export function emptyRemarks(runs: readonly AnalysedRun[]): ReportRemarks {
  return {
    format: 'muroan.remarks',
    formatVersion: 1,
    runs: runs.map((run) => ({
      run: run.input.run.id,
      study: run.input.run.plan.name,
      notes: [],
      warnings: warningsOf(run).map((group) => ({
        flag: group.key,
        finding: findingOf(group),
        decision: 'open',
        reason: '',
      })),
    })),
  };
}

/**
 * What is said of each of the runs, by id; nothing of those that the remarks leave out.
 *
 * @throws LabError `not-found` for a run or a warning that is not there, `invalid` for one that is there twice
 */
export function wordsOn(remarks: ReportRemarks, runs: readonly AnalysedRun[]): ReadonlyMap<string, RunWords> {
  const words = new Map<string, RunWords>();
  remarks.runs.forEach((remark, index) => {
    const where = `remarks.runs[${String(index)}]`;
    const run = runMeant(remark.run, runs, where);
    if (words.has(run.input.run.id)) throw twice(remark.run, `${where}.run`, 'run');
    words.set(run.input.run.id, { notes: remark.notes.join('\n\n'), decisions: decisionsOf(remark, run, where) });
  });
  return words;
}

function runMeant(given: string, runs: readonly AnalysedRun[], where: string): AnalysedRun {
  const run = named('run', given, runs, ({ input }) => input.run.id);
  if (run !== null) return run;
  throw new LabError('not-found', `is ${JSON.stringify(given)}, which is no run of this report.`, {
    where: `${where}.run`,
    remedy: `Give ${runs.map(({ input }) => shortId(input.run.id)).join(', ')}, or name its run for the report too.`,
  });
}

function decisionsOf({ warnings }: RunRemarks, run: AnalysedRun, where: string): RunWords['decisions'] {
  const known = new Set(warningsOf(run).map(({ key }) => key));
  const seen = new Set<string>();
  return warnings.flatMap(({ flag, decision, reason }, index) => {
    const place = `${where}.warnings[${String(index)}].flag`;
    if (seen.has(flag)) throw twice(flag, place, 'warning');
    seen.add(flag);
    // A decision that is silently dropped would leave a report open that somebody believes decided.
    if (!known.has(flag)) {
      throw new LabError('not-found', `is ${JSON.stringify(flag)}, which is no warning of this run.`, {
        where: place,
        remedy:
          'What was found may have changed since: write the file anew by `muroan report remarks`, and decide again.',
      });
    }
    return decisionOf(flag, decision, reason) ?? [];
  });
}

function twice(given: string, where: string, what: string): LabError {
  return new LabError('invalid', `is ${JSON.stringify(given)} a second time.`, {
    where,
    remedy: `Name each ${what} once.`,
  });
}

function warningsOf({ analysis }: AnalysedRun): readonly FlagGroup[] {
  return groupFlags(analysis.flags, analysis.attacks.length);
}

function findingOf({ level, statement, places }: FlagGroup): string {
  const where = places.map(placeText).join('; ');
  return `${level}: ${statement}${where === '' ? '' : ` (${where})`}`;
}
