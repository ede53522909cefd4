import { analysed, runResult } from '../../analysis/analysed-run';
import { readRun } from '../../analysis/read-run';
import { runCsv } from '../../analysis/run-csv';
import { LabError } from '../../shared/errors';
import type { ReportKind } from '../../shared/host-requests';
import { shortId } from '../../shared/identity';
import { jsonText } from '../../shared/json-text';
import type { LabConnection } from '../../shared/lab-connection';
import { slug } from '../../shared/naming';
import type { ReportWishes } from '../../shared/report-wishes';
import { withHashes } from './hashes-in-file';
import { reportHtml, type ReportedRun } from './html';

/** A file about runs. */
export interface ReportFile {
  readonly name: string;
  readonly mime: string;
  readonly content: Uint8Array;
}

/** Prints a self-contained page to PDF. */
export type Print = (html: string) => Promise<Uint8Array>;

/** Makes one file about the runs that are wished for. @throws LabError `unsupported` for several runs as CSV */
export async function makeReport(
  lab: LabConnection,
  wishes: ReportWishes,
  as: ReportKind,
  print: Print,
): Promise<ReportFile> {
  const runs = await reportedRuns(lab, wishes);
  switch (as) {
    case 'html':
      return made(runs, as, 'text/html', await pageOf(lab, runs, wishes));
    case 'pdf': {
      const page = await pageOf(lab, runs, wishes);
      return made(runs, as, 'application/pdf', withHashes(await print(page), page));
    }
    case 'csv': {
      const [run, ...more] = runs;
      if (more.length > 0) {
        throw new LabError('unsupported', 'A table is about one run at a time.', {
          remedy: 'Choose one run, or JSON.',
        });
      }
      return made(runs, as, 'text/csv', runCsv(run));
    }
    case 'json': {
      const results = runs.map(runResult);
      return made(runs, as, 'application/json', `${jsonText(results.length === 1 ? results[0] : results)}\n`);
    }
    default:
      return as satisfies never;
  }
}

/** The report as one self-contained page. */
export async function reportPage(lab: LabConnection, wishes: ReportWishes): Promise<string> {
  return pageOf(lab, await reportedRuns(lab, wishes), wishes);
}

async function reportedRuns(lab: LabConnection, { runs }: ReportWishes): Promise<readonly ReportedRun[]> {
  const reported: ReportedRun[] = [];
  for (const { run, notes, decisions } of runs) {
    reported.push({ ...analysed(await readRun(lab, run)), notes, decisions });
  }
  return reported;
}

async function pageOf(lab: LabConnection, runs: readonly ReportedRun[], wishes: ReportWishes): Promise<string> {
  const { html } = await reportHtml(lab, runs, wishes);
  return html;
}

function made(
  runs: readonly ReportedRun[],
  as: ReportKind,
  mime: string,
  content: string | Uint8Array,
): ReportFile {
  const [{ input }] = runs;
  const title = slug(input.run.plan.name);
  const more = runs.length === 1 ? '' : `-and-${String(runs.length - 1)}-more`;
  return {
    name: `${title === '' ? 'report' : title}-${shortId(input.run.id)}${more}.${as}`,
    mime,
    content: typeof content === 'string' ? Buffer.from(content) : content,
  };
}
