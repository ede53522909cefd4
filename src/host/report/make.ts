import { analysed, runResult, type AnalysedRun } from '../../analysis/analysed-run';
import { readRun } from '../../analysis/read-run';
import { runCsv } from '../../analysis/run-csv';
import { LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import type { HostParams, MadeFile, ReportWishes } from '../../shared/host-requests';
import { jsonText } from '../../shared/json-text';
import type { LabConnection } from '../../shared/lab-connection';
import { slug } from '../../shared/naming';
import { reportHtml } from './html';

type Kind = HostParams<'host.makeReport'>['as'];

/** Prints a self-contained page to PDF. */
export type Print = (html: string) => Promise<Uint8Array>;

const several = 'Reports and tables are about one run at a time.';

/** Makes one file about the runs that are wished for. @throws LabError `unsupported` for several runs in other files than JSON */
export async function makeReport(lab: LabConnection, wishes: ReportWishes, as: Kind, print: Print): Promise<MadeFile> {
  switch (as) {
    case 'html': {
      const run = await theRun(lab, wishes);
      return made(run, as, 'text/html', await pageOf(lab, run, wishes));
    }
    case 'pdf': {
      const run = await theRun(lab, wishes);
      return made(run, as, 'application/pdf', await print(await pageOf(lab, run, wishes)));
    }
    case 'csv': {
      const run = await theRun(lab, wishes);
      return made(run, as, 'text/csv', runCsv(run));
    }
    case 'json': {
      const runs: AnalysedRun[] = [];
      for (const run of wishes.runs) runs.push(await analysedRun(lab, run));
      const [first, ...more] = runs;
      return made(
        first,
        as,
        'application/json',
        `${jsonText(more.length === 0 ? runResult(first) : runs.map(runResult))}\n`,
      );
    }
    default:
      return as satisfies never;
  }
}

/** The report as one self-contained page. @throws LabError `unsupported` for several runs */
export async function reportPage(lab: LabConnection, wishes: ReportWishes): Promise<string> {
  return pageOf(lab, await theRun(lab, wishes), wishes);
}

async function theRun(lab: LabConnection, { runs }: ReportWishes): Promise<AnalysedRun> {
  const [run, ...more] = runs;
  if (more.length > 0) throw new LabError('unsupported', several, { remedy: 'Choose one run, or JSON.' });
  return analysedRun(lab, run);
}

async function analysedRun(lab: LabConnection, run: string): Promise<AnalysedRun> {
  return analysed(await readRun(lab, run));
}

async function pageOf(lab: LabConnection, run: AnalysedRun, { analyst, notes }: ReportWishes): Promise<string> {
  const { html } = await reportHtml(lab, run, { analyst, notes });
  return html;
}

function made({ input }: AnalysedRun, as: Kind, mime: string, content: string | Uint8Array): MadeFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
  const title = slug(input.run.plan.name);
  return {
    name: `${title === '' ? 'report' : title}-${shortId(input.run.id)}.${as}`,
    mime,
    base64: bytes.toString('base64'),
  };
}
