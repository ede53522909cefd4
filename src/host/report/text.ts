import { analyse } from '../../analysis/analyse';
import { runResult } from '../../analysis/analysed-run';
import { groupFlags } from '../../analysis/flags/group';
import type { KeptRuns } from '../../analysis/kept-runs';
import { measuredRun } from '../../analysis/measured-run';
import type { ReportNotice } from '../../shared/lab-channel/host-requests';
import { shortId } from '../../shared/identity';
import { jsonText } from '../../shared/json/json-text';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import { slug } from '../../shared/text/naming';
import type { ReportWishes } from '../../shared/reports/report-wishes';
import { reportHtml, type ReportedRun } from './html';

/** A text that is wished for: a report as one self-contained page, or numbers. */
export interface TextJob {
  readonly wishes: ReportWishes;
  readonly as: 'html' | 'json';
}

export interface ReportText {
  /** Of the file that it becomes, without the extension. */
  readonly name: string;
  readonly text: string;
  /** What there is to decide about, whatever was decided. */
  readonly notices: readonly ReportNotice[];
}

/**
 * Reads the runs that are wished for, analyses them and writes about them.
 *
 * @param kept runs that were analysed before
 */
export async function reportText(lab: LabConnection, { wishes, as }: TextJob, kept: KeptRuns): Promise<ReportText> {
  const runs = await reportedRuns(lab, wishes, kept);
  const about = { name: nameOf(runs), notices: runs.flatMap(noticesOf) };
  switch (as) {
    case 'html':
      return { ...about, text: (await reportHtml(lab, runs, wishes)).html };
    case 'json': {
      const results = runs.map(runResult);
      return { ...about, text: `${jsonText(results.length === 1 ? results[0] : results)}\n` };
    }
    default:
      return as satisfies never;
  }
}

async function reportedRuns(
  lab: LabConnection,
  { runs }: ReportWishes,
  kept: KeptRuns,
): Promise<readonly ReportedRun[]> {
  const reported: ReportedRun[] = [];
  for (const { run, notes, decisions } of runs) {
    reported.push({ ...(await measuredRun(lab, run, { kept, analyse })), notes, decisions });
  }
  return reported;
}

function noticesOf({ input: { run }, analysis }: ReportedRun): readonly ReportNotice[] {
  return groupFlags(analysis.flags, analysis.attacks.length).map(({ key, level }) => ({
    run: run.id,
    flag: key,
    level,
  }));
}

function nameOf(runs: readonly ReportedRun[]): string {
  const [{ input }] = runs;
  const title = slug(input.run.plan.name);
  const more = runs.length === 1 ? '' : `-and-${String(runs.length - 1)}-more`;
  return `${title === '' ? 'report' : title}-${shortId(input.run.id)}${more}`;
}
