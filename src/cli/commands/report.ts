import path from 'node:path';
import type { Command } from 'commander';
import { runResult, type AnalysedRun } from '../../analysis/analysed-run';
import { summaryText } from '../../analysis/summary';
import { readJsonFile } from '../../host/files/json-file';
import { writeWhole } from '../../host/files/whole-file';
import { reportHtml } from '../../host/report/html';
import { writePdf } from '../../host/report/pdf';
import { writeReport } from '../../host/report/sidecar';
import { wordsOn } from '../../report/remarks';
import { LabError } from '../../shared/errors';
import { jsonText } from '../../shared/json/json-text';
import { parseRemarks, type ReportRemarks } from '../../shared/reports/report-remarks';
import { OptionalSection } from '../../shared/reports/report-sections';
import { mostRuns, ReportWishes } from '../../shared/reports/report-wishes';
import { ShareUnit } from '../../shared/reports/share-unit';
import { visibleText } from '../../shared/text/visible-text';
import type { CliEnvironment } from '../environment';
import { leaf } from '../leaf';
import { fileName, oneOf, someOf } from '../option-values';
import { addForce, refuseOverwriting, type Overwriting } from '../overwriting';
import type { EngineSession } from '../session';
import { requirementsExitCode } from '../study-run';
import { readRuns } from './report/read-runs';
import { addReportRemarks } from './report/remarks';
import { addReportVerify } from './report/verify';

interface ReportOptions extends Overwriting {
  readonly html?: string;
  readonly pdf?: string;
  readonly json?: string | boolean;
  readonly analyst?: string;
  readonly without?: readonly OptionalSection[];
  readonly units?: ShareUnit;
  readonly remarks?: string;
}

export function addReportCommand(program: Command, environment: CliEnvironment): void {
  const command = leaf<ReportOptions>(
    program,
    environment,
    {
      name: 'report <runs...>',
      summary: 'the report of runs as HTML, PDF or JSON; decide on its warnings; verify one',
      description:
        'Computes everything that is said about runs from their records. Without a file it prints the summary. HTML is one file that opens offline; PDF needs Chromium, Chrome or Edge; both get a file with their SHA-256 beside them. Several runs make one report, each a part of its own. JSON has every figure with its interval; with several runs it is a list. Records leave by muroan runs export. Ends with 7 when a requirement of a plan is not met.',
      examples: [
        ['muroan report last', 'the summary of the newest run'],
        ['muroan report last --html report.html --pdf report.pdf', 'to read and to hand on'],
        [
          'muroan report last --pdf report.pdf --analyst "Ada Analyst" --without details,gradient',
          'named, and shorter',
        ],
        [
          'muroan report last --pdf report.pdf --remarks remarks.json',
          'with notes and decisions on warnings, from a file of `muroan report remarks`',
        ],
        ['muroan report 0199a2b3 0199b7c4 --pdf both.pdf --json result.json', 'two runs in one report'],
        ['muroan report verify report.pdf', 'compare a report with the lab folder'],
      ],
      uses: 'lab',
      jsonFile: true,
      configure: (report) => {
        addForce(report)
          .option('--html <file>', 'write the report as one HTML file', fileName)
          .option('--pdf <file>', 'print the report to PDF by an installed browser', fileName)
          .option('--analyst <name>', 'who answers for the report; its approval block stays open without')
          .option(
            '--without <section>',
            `leave a section out of the report, or several with commas between: ${OptionalSection.options.join(', ')}`,
            someOf(OptionalSection.options),
          )
          .option(
            '--units <unit>',
            'how the report writes shares: percent (94.2 %), as without this option, or fraction (0.942)',
            oneOf(ShareUnit.options),
          )
          .option('--remarks <file>', 'print the notes and decisions on warnings that the file holds', fileName)
          // What follows `remarks` or `verify` is its own.
          .enablePositionalOptions();
      },
    },
    async (context, names) => {
      const { withEngine, show, terminal, options, environment: surroundings } = context;
      refuseEqualFiles(options);
      refuseTooMuch(names, options);
      const remarks = remarksOf(options, surroundings);
      const { runs, files } = await withEngine(async (session) => {
        const read = await readRuns(session, names);
        refuseOverwriting(filesOf(options, surroundings), options);
        return { runs: read, files: await writeFiles(session, read, remarks, options, surroundings) };
      });
      const results = runs.map(runResult);
      const result = results.length === 1 ? results[0] : results;
      if (typeof options.json === 'string') {
        const file = path.resolve(surroundings.workingDirectory, options.json);
        writeWhole(file, `${jsonText(result)}\n`);
        files.push(file);
      }
      show(result, () => {
        if (files.length === 0) {
          runs.forEach(({ analysis }) => {
            summaryText(analysis).forEach(terminal.print);
          });
        }
        files.forEach((file) => {
          terminal.print(`Wrote ${visibleText(file)}`);
        });
      });
      return requirementsExitCode(runs.map(({ analysis }) => analysis));
    },
  );
  addReportRemarks(command, environment);
  addReportVerify(command, environment);
}

/** What the file of remarks says; null without one. */
function remarksOf({ remarks, html, pdf }: ReportOptions, { workingDirectory }: CliEnvironment): ReportRemarks | null {
  if (remarks === undefined) return null;
  if (html === undefined && pdf === undefined) {
    throw new LabError('invalid', 'is printed in reports only, and none is to be written.', {
      where: '--remarks',
      remedy: 'Give --html or --pdf as well.',
    });
  }
  return parseRemarks(readJsonFile(path.resolve(workingDirectory, remarks)));
}

async function writeFiles(
  session: EngineSession,
  runs: readonly AnalysedRun[],
  remarks: ReportRemarks | null,
  { html, pdf, analyst, without, units }: ReportOptions,
  { workingDirectory, interruption }: CliEnvironment,
): Promise<string[]> {
  const files: string[] = [];
  const place = (file: string): string => {
    files.push(file);
    return file;
  };
  if (html !== undefined || pdf !== undefined) {
    const words = remarks === null ? null : wordsOn(remarks, runs);
    session.note('Writing the report …');
    const reported = runs.map((run) => ({ ...run, ...words?.get(run.input.run.id) }));
    const report = await reportHtml(session, reported, {
      analyst: analyst ?? '',
      without: without ?? [],
      units: units ?? 'percent',
    });
    report.warnings.forEach(session.note);
    if (html !== undefined) writeReport(place(path.resolve(workingDirectory, html)), report.html);
    if (pdf !== undefined) {
      await printOrSayWhy(report.html, place(path.resolve(workingDirectory, pdf)), interruption.signal);
    }
  }
  return files;
}

async function printOrSayWhy(html: string, file: string, signal: AbortSignal): Promise<void> {
  const reason = await writePdf(html, file, signal);
  if (reason === null) return;
  throw new LabError('unsupported', `cannot be printed. ${reason}`, {
    where: file,
    remedy: 'Or write --html and print it from any browser.',
  });
}

/** Files that would be written. */
function filesOf({ html, pdf, json }: ReportOptions, { workingDirectory }: CliEnvironment): readonly string[] {
  return [html, pdf, json].flatMap((file) => (typeof file === 'string' ? [path.resolve(workingDirectory, file)] : []));
}

function refuseEqualFiles(options: ReportOptions): void {
  const given = [options.html, options.pdf, options.json].filter((file) => typeof file === 'string');
  const twice = given.find((file, index) => given.indexOf(file) !== index);
  if (twice !== undefined) {
    throw new LabError('invalid', 'is named for two kinds of output.', {
      where: twice,
      remedy: 'Give each its own file.',
    });
  }
}

function refuseTooMuch(names: readonly string[], { analyst = '' }: ReportOptions): void {
  const longest = ReportWishes.shape.analyst.unwrap().maxLength ?? Infinity;
  if (analyst.length > longest) {
    throw new LabError('invalid', `has more than ${String(longest)} characters.`, {
      where: '--analyst',
      remedy: 'Give a shorter name.',
    });
  }
  if (names.length > mostRuns) {
    throw new LabError('invalid', `are ${String(names.length)}, more than one report holds (${String(mostRuns)}).`, {
      where: 'runs',
      remedy: 'Make several reports.',
    });
  }
}
